from annotator.app.api import case_from_array as case_from_array
from annotator.app.api import export_model as export_model
from annotator.app.api import load_model as load_model
from annotator.app.api import propagate_array as propagate_array
from annotator.app.case import Case as Case
from annotator.core.errors import UserError as UserError
from annotator.core.run_options import RunOptions as RunOptions

__version__: str
__all__: list[str]
