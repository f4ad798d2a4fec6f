<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>annotator</name>
    <message>
        <source>File</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Datei</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Ansicht</translation>
    </message>
    <message>
        <source>Tools</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Labels</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/decision_dialog.py, annotator/ui/panels/labels_panel.py, annotator/ui/panels/propagate_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Propagate</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/propagate_panel.py, annotator/ui/run_flow.py</extracomment>
        <translation>Propagieren</translation>
    </message>
    <message>
        <source>Review</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>Prüfung</translation>
    </message>
    <message>
        <source>Help</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Hilfe</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Hell</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Farben des Fensters</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>The window has its new colours from the next start on.</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Die neuen Farben gelten ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>The window has its new language from the next start on.</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Die neue Sprache gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>Keys to the next panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Tastatur ins nächste Feld</translation>
    </message>
    <message>
        <source>Image, labels, propagation, review; Tab goes on inside a panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Bild, Labels, Propagation, Prüfung; Tab führt innerhalb eines Feldes weiter</translation>
    </message>
    <message>
        <source>Keys to the panel before</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>Tastatur ins vorige Feld</translation>
    </message>
    <message>
        <source>Grey levels</source>
        <extracomment>annotator/ui/display_flow.py, annotator/ui/panels/window_fields.py</extracomment>
        <translation>Grauwerte</translation>
    </message>
    <message>
        <source>Recent images</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Zuletzt geöffnete Bilder</translation>
    </message>
    <message>
        <source>Start from a label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Mit einem Label-Satz beginnen</translation>
    </message>
    <message>
        <source>Start from a label set in Latin</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Mit einem lateinischen Label-Satz beginnen</translation>
    </message>
    <message>
        <source>Show and lock</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Anzeigen und sperren</translation>
    </message>
    <message>
        <source>Change mask</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>Maske ändern</translation>
    </message>
    <message>
        <source>Main</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation>Haupt-Werkzeugleiste</translation>
    </message>
    <message>
        <source>None yet</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation>Noch keine</translation>
    </message>
    <message>
        <source>Slices</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/navigation.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>There is no modality &apos;{modality}&apos;; choose auto, ct or mr.</source>
        <extracomment>annotator/core/denoising.py</extracomment>
        <translation>Es gibt keine Modalität „{modality}“; wählen Sie auto, ct oder mr.</translation>
    </message>
    <message>
        <source>The strength {strength:g} is out of range; choose 0 to {most_strength:g}, or leave it automatic.</source>
        <extracomment>annotator/core/denoising.py</extracomment>
        <translation>Die Stärke {strength:g} ist außerhalb des Bereichs; wählen Sie 0 bis {most_strength:g}, oder lassen Sie sie auf Automatik.</translation>
    </message>
    <message>
        <source>Length</source>
        <extracomment>annotator/core/measurements.py</extracomment>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Angle</source>
        <extracomment>annotator/core/measurements.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Winkel</translation>
    </message>
    <message numerus="yes">
        <source>learning from {n} painted slices</source>
        <extracomment>annotator/inference/catnet/adapter.py</extracomment>
        <translation>
            <numerusform>lernt aus {n} eingezeichneten Schicht</numerusform>
            <numerusform>lernt aus {n} eingezeichneten Schichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>looking at {n} painted slices</source>
        <extracomment>annotator/inference/catnet/adapter.py</extracomment>
        <translation>
            <numerusform>betrachtet {n} eingezeichnete Schicht</numerusform>
            <numerusform>betrachtet {n} eingezeichnete Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Encoding slices</source>
        <extracomment>annotator/inference/catnet/filling.py, annotator/inference/catnet/propagator.py</extracomment>
        <translation>Schichten werden eingelesen</translation>
    </message>
    <message>
        <source>Following from slice to slice</source>
        <extracomment>annotator/inference/catnet/filling.py</extracomment>
        <translation>Die Struktur wird von Schicht zu Schicht verfolgt</translation>
    </message>
    <message>
        <source>Filling again from both sides</source>
        <extracomment>annotator/inference/catnet/filling.py</extracomment>
        <translation>Von beiden Seiten wird erneut gefüllt</translation>
    </message>
    <message>
        <source>Iteration {shown} of {last}</source>
        <extracomment>annotator/inference/catnet/filling.py, annotator/ui/inspector/panel.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>Iteration {shown} von {last}</translation>
    </message>
    <message>
        <source>Looking for the structure</source>
        <extracomment>annotator/inference/catnet/filling.py</extracomment>
        <translation>Die Struktur wird gesucht</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice before looking into a run.</source>
        <extracomment>annotator/inference/catnet/inspection.py</extracomment>
        <translation>Zeichnen Sie die Struktur auf mindestens einer Schicht ein, bevor Sie einen Lauf untersuchen.</translation>
    </message>
    <message>
        <source>The finished cases hold none of these labels; choose others.</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>Die fertigen Fälle enthalten keines dieser Labels; wählen Sie andere.</translation>
    </message>
    <message>
        <source>No other finished case is there to fill this one from.</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>Es gibt keinen anderen fertigen Fall, aus dem dieser gefüllt werden könnte.</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice before propagating.</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>Zeichnen Sie die Struktur auf mindestens einer Schicht ein, bevor Sie propagieren.</translation>
    </message>
    <message>
        <source>This computer has too little free memory for the run; close other programs or propagate fewer slices. Nothing was changed.</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>Für den Lauf ist zu wenig Arbeitsspeicher frei; schließen Sie andere Programme oder propagieren Sie auf weniger Schichten. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>encoding slices</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>liest Schichten ein</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <extracomment>annotator/inference/checkpoint_import.py</extracomment>
        <translation>{file} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <extracomment>annotator/inference/checkpoint_import.py, annotator/inference/model_store.py, annotator/io/byte_stream.py, annotator/io/case_finding.py, annotator/io/case_state.py, annotator/io/label_files.py, annotator/io/sidecar.py, annotator/io/text_header.py, annotator/services/project.py</extracomment>
        <translation>{file} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>No slice classifier is installed; see &apos;annotator models&apos;.</source>
        <extracomment>annotator/inference/cloformer/slice_scorer.py</extracomment>
        <translation>Es ist kein Schicht-Klassifikator installiert; siehe „annotator models“.</translation>
    </message>
    <message>
        <source>Looking at the slices</source>
        <extracomment>annotator/inference/cloformer/slice_scorer.py</extracomment>
        <translation>Die Schichten werden betrachtet</translation>
    </message>
    <message numerus="yes">
        <source>CPU ({n} threads)</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>
            <numerusform>CPU ({n} Thread)</numerusform>
            <numerusform>CPU ({n} Threads)</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no device &apos;{wanted}&apos;; choose one of {choices}.</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>Es gibt kein Gerät „{wanted}“; wählen Sie eines von {choices}.</translation>
    </message>
    <message>
        <source>No {kind} is available to torch here; use --device cpu or auto.</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>Für torch ist hier kein {kind} verfügbar; verwenden Sie --device cpu oder auto.</translation>
    </message>
    <message>
        <source>No denoiser for {modality} is installed; name a model, or train one with &apos;annotator train denoiser&apos;.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>Für {modality} ist kein Modell zum Entrauschen installiert; nennen Sie ein Modell, oder trainieren Sie eines mit „annotator train denoiser“.</translation>
    </message>
    <message>
        <source>Denoising slices</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>Schichten werden entrauscht</translation>
    </message>
    <message>
        <source>This computer has too little free memory for denoising; close other programs. Nothing was changed.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>Zum Entrauschen ist zu wenig Arbeitsspeicher frei; schließen Sie andere Programme. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>The model {name} is not for gray-level images; choose another.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>Das Modell {name} ist nicht für Graustufenbilder; wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>There is no {architecture} model &apos;{name}&apos;; installed: {known}.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Es gibt kein {architecture}-Modell „{name}“; installiert sind: {known}.</translation>
    </message>
    <message>
        <source>The model {name} is a {architecture}; choose another.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Das Modell {name} ist ein {architecture}; wählen Sie ein anderes.</translation>
    </message>
    <message>
        <source>The weights of {name} are damaged or were exchanged: their checksum is not the one in the manifest. Install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Die Gewichte von {name} sind beschädigt oder ausgetauscht: Ihre Prüfsumme ist nicht die im Manifest. Installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The weights of {name} are not all finite numbers; train or install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Die Gewichte von {name} sind nicht alle endliche Zahlen; trainieren oder installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>No {architecture} model is installed; use the interpolation method.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Es ist kein {architecture}-Modell installiert; verwenden Sie das Verfahren Interpolation.</translation>
    </message>
    <message>
        <source>The weights of {name} do not fit the [config] in its {manifest}; correct it or install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Die Gewichte von {name} passen nicht zu [config] in {manifest}; korrigieren Sie die Datei, oder installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The weights of {name} are no safetensors file; install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Die Gewichte von {name} sind keine safetensors-Datei; installieren Sie das Modell neu.</translation>
    </message>
    <message>
        <source>The model {name} has no {weights}; install it again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>Dem Modell {name} fehlt {weights}; installieren Sie es neu.</translation>
    </message>
    <message>
        <source>{name} is damaged (its header promises {claimed} bytes, more than its {available} compressed bytes can hold); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} ist beschädigt (der Header kündigt {claimed} Byte an, mehr als die {available} komprimierten Byte enthalten können); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} would unpack to {claimed:.1f} GiB, {ratio:.0f} times its size, which no scan does; save it uncompressed if it is meant.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} wäre entpackt {claimed:.1f} GiB groß, das {ratio:.0f}-Fache, wie es bei keiner Aufnahme vorkommt; speichern Sie die Datei unkomprimiert, falls es so gewollt ist.</translation>
    </message>
    <message>
        <source>{name} is damaged (its compressed data is cut short or corrupt); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} ist beschädigt (die komprimierten Daten sind unvollständig oder fehlerhaft); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} is cut short (it has {available} of the {claimed} bytes that its header promises); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} ist unvollständig ({available} von {claimed} Byte, die der Header ankündigt); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{parent} cannot be written ({reason}); check its permissions.</source>
        <extracomment>annotator/io/case_index.py</extracomment>
        <translation>In {parent} kann nicht geschrieben werden ({reason}); prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>The index {file} cannot be made: {error}.</source>
        <extracomment>annotator/io/case_index.py</extracomment>
        <translation>Das Verzeichnis {file} kann nicht angelegt werden: {error}.</translation>
    </message>
    <message>
        <source>{name} is open since {since} by {user} at {computer}</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{name} ist seit {since} bei {user} an {computer} geöffnet</translation>
    </message>
    <message>
        <source>{name} is open since {since} by {user}</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{name} ist seit {since} bei {user} geöffnet</translation>
    </message>
    <message>
        <source>{sentence}; wait until it is closed there.</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{sentence}; warten Sie, bis der Fall dort geschlossen ist.</translation>
    </message>
    <message>
        <source>somebody</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>jemandem</translation>
    </message>
    <message>
        <source>{folder} cannot be written ({reason}); check its permissions.</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>In {folder} kann nicht geschrieben werden ({reason}); prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>{name} has no series {key}; choose one of these:{listed}</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>{name} hat keine Serie {key}; wählen Sie eine von diesen:{listed}</translation>
    </message>
    <message>
        <source>{name} holds no DICOM files; choose the folder of a CT or MR series.</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>{name} enthält keine DICOM-Dateien; wählen Sie den Ordner einer CT- oder MR-Serie.</translation>
    </message>
    <message>
        <source>{name} is a folder that holds no DICOM files (looked at {others} others); choose the folder of a CT or MR series.</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>Der Ordner {name} enthält keine DICOM-Dateien ({others} andere wurden betrachtet); wählen Sie den Ordner einer CT- oder MR-Serie.</translation>
    </message>
    <message>
        <source>A contour runs across the slices of this image, so it belongs to another one; open the image that it was drawn on.</source>
        <extracomment>annotator/io/dicom/contours.py</extracomment>
        <translation>Eine Kontur verläuft quer zu den Schichten dieses Bildes, gehört also zu einem anderen; öffnen Sie das Bild, auf dem sie gezeichnet wurde.</translation>
    </message>
    <message>
        <source>{name} is a file of the image, which is never overwritten; choose another name.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>{name} ist eine Datei des Bildes, das nie überschrieben wird; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{name} would unpack to {size:.0f} MB, {bomb_ratio} times its own size or more; it is not opened.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} wäre entpackt {size:.0f} MB groß, mindestens das {bomb_ratio}-Fache; die Datei wird nicht geöffnet.</translation>
    </message>
    <message>
        <source>{name} is encrypted; unpack it and open the folder.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} ist verschlüsselt; entpacken Sie die Datei und öffnen Sie den Ordner.</translation>
    </message>
    <message>
        <source>{path} holds more than {most_files} files; open a folder closer to the images.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{path} enthält mehr als {most_files} Dateien; öffnen Sie einen Ordner näher bei den Bildern.</translation>
    </message>
    <message>
        <source>{name} is a damaged zip archive; copy it again.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} ist ein beschädigtes ZIP-Archiv; kopieren Sie es neu.</translation>
    </message>
    <message>
        <source>{folder} cannot be read; check its permissions.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{folder} kann nicht gelesen werden; prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>{name} has a damaged rescale slope or intercept.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{name} hat einen fehlerhaften Wert für Rescale Slope oder Intercept.</translation>
    </message>
    <message>
        <source>{name} holds no label.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} enthält kein Label.</translation>
    </message>
    <message>
        <source>{name} holds {count} labels; {largest_label} are the most.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} enthält {count} Labels; höchstens {largest_label} sind möglich.</translation>
    </message>
    <message>
        <source>The order must name each label of {name} once: {known}.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>Die Reihenfolge muss jedes Label von {name} einmal nennen: {known}.</translation>
    </message>
    <message>
        <source>These labels hold no voxel of the image: {labels}.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>Diese Labels enthalten kein Voxel des Bildes: {labels}.</translation>
    </message>
    <message>
        <source>Labels overlap in {shared} voxels; there the one laid last was kept.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>Labels überlappen sich in {shared} Voxeln; dort gilt das zuletzt gelegte.</translation>
    </message>
    <message>
        <source>The file lacks its last part; contours may be missing.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>Das Ende der Datei fehlt; es können Konturen fehlen.</translation>
    </message>
    <message>
        <source>{name} is a damaged DICOM mask; copy or download it again.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} ist eine beschädigte DICOM-Maske; kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} stores {bits_stored} of {bits_allocated} bits per pixel, which cannot be read here; export it again with 8, 16 or 32 bits.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} speichert {bits_stored} von {bits_allocated} Bit je Pixel, was hier nicht gelesen werden kann; exportieren Sie das Bild neu mit 8, 16 oder 32 Bit.</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short: it claims {columns} × {rows} × {frames} pixels; copy or download it again.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} ist beschädigt oder unvollständig: Angekündigt sind {columns} × {rows} × {frames} Pixel; kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short; copy or download it again.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} ist beschädigt oder unvollständig; kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>The mask is empty; there is nothing to outline.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>Die Maske ist leer; es gibt nichts zu umreißen.</translation>
    </message>
    <message>
        <source>The mask is empty; a DICOM segmentation must hold at least one label.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>Die Maske ist leer; eine DICOM-Segmentierung muss mindestens ein Label enthalten.</translation>
    </message>
    <message>
        <source>{name} was not saved because it did not read back as written; check the disk or save to another folder.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>{name} wurde nicht gespeichert, weil die Datei beim Nachlesen abwich; prüfen Sie den Datenträger, oder speichern Sie in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>DICOM segmentations need the package highdicom; install it with pip install &apos;catnet-annotator[dicom]&apos;, or save as .nii.gz.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>DICOM-Segmentierungen brauchen das Paket highdicom; installieren Sie es mit pip install &apos;catnet-annotator[dicom]&apos;, oder speichern Sie als .nii.gz.</translation>
    </message>
    <message>
        <source>{name} does not say where its segments lie.</source>
        <extracomment>annotator/io/dicom/segments.py</extracomment>
        <translation>{name} gibt nicht an, wo die Segmente liegen.</translation>
    </message>
    <message>
        <source>{name} is a colour image; save it as a single-channel image and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} ist ein Farbbild; speichern Sie es mit einem einzigen Kanal, und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>{name} stores {name_2} numbers; save its magnitude or real part as a real-valued image and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} speichert Zahlen vom Typ {name_2}; speichern Sie Betrag oder Realteil als reellwertiges Bild, und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>{name} is a {count}D image; open a 3D volume instead.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} ist ein {count}D-Bild; öffnen Sie stattdessen ein 3D-Volumen.</translation>
    </message>
    <message>
        <source>{name} has {count} dimensions ({shape}); extract one 3D volume and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} hat {count} Dimensionen ({shape}); entnehmen Sie ein 3D-Volumen, und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>{name} holds no voxels; its header may be damaged.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} enthält keine Voxel; der Header ist möglicherweise beschädigt.</translation>
    </message>
    <message>
        <source>{name} is no text file; choose a label or colour file.</source>
        <extracomment>annotator/io/label_files.py</extracomment>
        <translation>{name} ist keine Textdatei; wählen Sie eine Label- oder Farbdatei.</translation>
    </message>
    <message>
        <source>{name}, line {number}: {error}.</source>
        <extracomment>annotator/io/label_files.py</extracomment>
        <translation>{name}, Zeile {number}: {error}.</translation>
    </message>
    <message>
        <source>{name} has labels above {largest}, which were renumbered: {told}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} hat Labels über {largest}, die neu nummeriert wurden: {told}.</translation>
    </message>
    <message>
        <source>{name} was resampled onto the grid of the image: {difference}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} wurde auf das Gitter des Bildes umgerechnet: {difference}.</translation>
    </message>
    <message>
        <source>{name} has {count} time points; a label map must be 3D.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} hat {count} Zeitpunkte; eine Maske muss dreidimensional sein.</translation>
    </message>
    <message>
        <source>{name} holds {found}, so it is no label map; labels are whole numbers from 0 to {largest_label}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} enthält {found} und ist deshalb keine Maske; Labels sind ganze Zahlen von 0 bis {largest_label}.</translation>
    </message>
    <message>
        <source>{name} holds only 0 and 255; 255 was read as label 1.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} enthält nur 0 und 255; 255 wurde als Label 1 gelesen.</translation>
    </message>
    <message>
        <source>{name} holds {count} labels, and a mask has room for {most_labels}; is it an image?</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} enthält {count} Labels, und eine Maske hat Platz für {most_labels}; ist es ein Bild?</translation>
    </message>
    <message>
        <source>{name} uses the values {shown}, and labels go from 1 to {largest}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} verwendet die Werte {shown}, Labels gehen aber von 1 bis {largest}</translation>
    </message>
    <message>
        <source>{name} covers a part of the image ({shape} voxels), on the same voxels; the rest was read as background.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} deckt einen Teil des Bildes ab ({shape} Voxel), auf denselben Voxeln; der Rest wurde als Hintergrund gelesen.</translation>
    </message>
    <message>
        <source>{name} is not on the grid of the image: {difference}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} liegt nicht auf dem Gitter des Bildes: {difference}</translation>
    </message>
    <message>
        <source>{name} has no layer {layer}; choose one from 0 to {count}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} hat keine Lage {layer}; wählen Sie eine von 0 bis {count}.</translation>
    </message>
    <message>
        <source>Layer {layer}: {names}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>Lage {layer}: {names}</translation>
    </message>
    <message>
        <source>{name} holds {nan} voxels that are no number (NaN); they were read as background.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} enthält {nan} Voxel, die keine Zahl sind (NaN); sie wurden als Hintergrund gelesen.</translation>
    </message>
    <message>
        <source>{name} holds {rounded} voxels that are almost whole numbers; they were read as the nearest label.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} enthält {rounded} Voxel, deren Wert fast ganzzahlig ist; sie wurden als das nächstliegende Label gelesen.</translation>
    </message>
    <message>
        <source>Renumber ({told})</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>Neu nummerieren ({told})</translation>
    </message>
    <message>
        <source>Take the nearest values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>Nächstliegende Werte nehmen</translation>
    </message>
    <message>
        <source>{name} was written for another state of this mask and was left out: all slices count as painted.</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>{name} gehört zu einem anderen Stand dieser Maske und wurde nicht verwendet: Alle Schichten gelten als eingezeichnet.</translation>
    </message>
    <message>
        <source>What is known of the slices was left out, because it is damaged: {error}</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>Die Angaben zu den Schichten wurden nicht verwendet, weil sie beschädigt sind: {error}</translation>
    </message>
    <message>
        <source>The names of the labels were left out, because their file is damaged: {error}</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>Die Namen der Labels wurden nicht verwendet, weil ihre Datei beschädigt ist: {error}</translation>
    </message>
    <message>
        <source>{name} holds {channels} values per voxel (colours, vectors or a time series stored as such); save one of them as a 3D image.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} enthält {channels} Werte je Voxel (Farben, Vektoren oder eine so gespeicherte Zeitserie); speichern Sie einen davon als 3D-Bild.</translation>
    </message>
    <message>
        <source>{name} is not a readable MetaImage (it has {error}); copy or download it again.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} ist kein lesbares MetaImage ({error}); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} is one half of a .hdr/.img pair and {name_2} is missing; put both into one folder.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} ist die eine Hälfte eines .hdr/.img-Paars, und {name_2} fehlt; legen Sie beide in einen Ordner.</translation>
    </message>
    <message>
        <source>{name} is not a NIfTI image.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} ist kein NIfTI-Bild.</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header ({dimensions} dimensions); copy or download it again.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} hat einen beschädigten NIfTI-Header ({dimensions} Dimensionen); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header (its voxels begin at byte {value:g}); copy or download it again.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} hat einen beschädigten NIfTI-Header (die Voxel beginnen bei Byte {value:g}); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} is an Analyze image, which does not say how the patient lies; convert it to NIfTI with the program that made it.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} ist ein Analyze-Bild, das nicht angibt, wie der Patient liegt; wandeln Sie es mit dem Programm, das es erzeugt hat, in NIfTI um.</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header: {error}.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} hat einen beschädigten NIfTI-Header: {error}.</translation>
    </message>
    <message>
        <source>{name} stores values of an unknown type ({int}); save it as whole or floating-point numbers.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} speichert Werte eines unbekannten Typs ({int}); speichern Sie das Bild mit ganzen Zahlen oder Gleitkommazahlen.</translation>
    </message>
    <message>
        <source>{name} is not a readable NRRD image (it has {error}); copy or download it again.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} ist kein lesbares NRRD-Bild ({error}); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} stores opaque blocks; save it as a scalar image.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} speichert Datenblöcke unbekannter Bedeutung; speichern Sie ein Bild mit einem Wert je Voxel.</translation>
    </message>
    <message>
        <source>{name} holds {lengths} values per voxel (colours, vectors or a time series stored as such); save one of them as a 3D image.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} enthält {lengths} Werte je Voxel (Farben, Vektoren oder eine so gespeicherte Zeitserie); speichern Sie einen davon als 3D-Bild.</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>Die Datei {path} gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} is empty; copy or download it again.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} ist leer; kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} has no valid voxel spacing; its header may be damaged.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} hat keinen gültigen Voxelabstand; der Header ist möglicherweise beschädigt.</translation>
    </message>
    <message>
        <source>{name} ({shape} voxels) needs {needed:.1f} GB of memory, and {free:.1f} GB are free; close other programs or crop it first.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} ({shape} Voxel) braucht {needed:.1f} GB Arbeitsspeicher, und {free:.1f} GB sind frei; schließen Sie andere Programme, oder schneiden Sie das Bild zu.</translation>
    </message>
    <message>
        <source>The file holds {time_points} time points; this is the first one.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>Die Datei enthält {time_points} Zeitpunkte; dies ist der erste.</translation>
    </message>
    <message>
        <source>{name} has no time point {chosen}; choose one from 0 to {time_points}.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} hat keinen Zeitpunkt {chosen}; wählen Sie einen von 0 bis {time_points}.</translation>
    </message>
    <message>
        <source>Values reach {largest:.6g}; those beyond ±{exact} were rounded to float32.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>Die Werte reichen bis {largest:.6g}; solche über ±{exact} wurden auf float32 gerundet.</translation>
    </message>
    <message>
        <source>{name} holds no finite value; there is nothing to show.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} enthält keinen endlichen Wert; es gibt nichts zu zeigen.</translation>
    </message>
    <message>
        <source>{name} ({shape} voxels) does not fit into memory; close other programs or crop it first.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} ({shape} Voxel) passt nicht in den Arbeitsspeicher; schließen Sie andere Programme, oder schneiden Sie das Bild zu.</translation>
    </message>
    <message>
        <source>{target} is a folder; give a file name.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{target} ist ein Ordner; geben Sie einen Dateinamen an.</translation>
    </message>
    <message>
        <source>There is no folder {parent}; create it or choose another one.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>Den Ordner {parent} gibt es nicht; legen Sie ihn an, oder wählen Sie einen anderen.</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}; choose another folder.</source>
        <extracomment>annotator/io/replacing.py, annotator/services/batch.py</extracomment>
        <translation>{file} kann nicht geschrieben werden: {reason}; wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>{target} is a link to itself; choose another name.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{target} ist eine Verknüpfung mit sich selbst; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{path} is write-protected; choose another place.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{path} ist schreibgeschützt; wählen Sie einen anderen Ort.</translation>
    </message>
    <message>
        <source>This run read another image, perhaps a denoised one: it cannot be repeated on this.</source>
        <extracomment>annotator/io/session_record.py</extracomment>
        <translation>Dieser Lauf hat ein anderes Bild gelesen, vielleicht ein entrauschtes: Er lässt sich auf diesem nicht wiederholen.</translation>
    </message>
    <message>
        <source>The record of this run is damaged ({error}).</source>
        <extracomment>annotator/io/session_record.py</extracomment>
        <translation>Die Aufzeichnung dieses Laufs ist beschädigt ({error}).</translation>
    </message>
    <message>
        <source>The axis {axis} in the sidecar is none of 0, 1 and 2.</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>Die Achse {axis} in der Begleitdatei ist keine von 0, 1 und 2.</translation>
    </message>
    <message>
        <source>{name} is damaged ({error}).</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>{name} ist beschädigt ({error}).</translation>
    </message>
    <message>
        <source>The sidecar is damaged ({error}).</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>Die Begleitdatei ist beschädigt ({error}).</translation>
    </message>
    <message>
        <source>The sidecar names slice {index} of {length}.</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>Die Begleitdatei nennt Schicht {index} von {length}.</translation>
    </message>
    <message>
        <source>The sidecar names ends outside of the image.</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>Die Begleitdatei nennt Enden außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>install it with: pip install &apos;catnet-annotator[3d]&apos;</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>installieren Sie sie mit: pip install &apos;catnet-annotator[3d]&apos;</translation>
    </message>
    <message>
        <source>Surfaces are written by an extra: {how}.</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>Oberflächen schreibt eine Erweiterung: {how}.</translation>
    </message>
    <message>
        <source>{name} must end in .stl, .ply or .glb.</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>{name} muss auf .stl, .ply oder .glb enden.</translation>
    </message>
    <message>
        <source>{name} names a voxel data file outside its folder ({shown}), which is not opened; put both into one folder and let the header name the file alone.</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} verweist auf eine Voxeldatei außerhalb des Ordners ({shown}), die nicht geöffnet wird; legen Sie beide in einen Ordner, und lassen Sie den Header nur den Dateinamen nennen.</translation>
    </message>
    <message>
        <source>{name} is damaged or its voxel data file is missing ({shown}); copy or download it again.</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} ist beschädigt, oder die Voxeldatei fehlt ({shown}); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} names a voxel data file that is no file ({shown}).</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} verweist auf eine Voxeldatei, die keine Datei ist ({shown}).</translation>
    </message>
    <message>
        <source>{reader} cannot open the source {name} ({reason}), so it was not compared there; programs built on it will not show this image.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>{reader} kann die Quelle {name} nicht öffnen ({reason}), deshalb wurde dort nicht verglichen; darauf beruhende Programme zeigen dieses Bild nicht an.</translation>
    </message>
    <message>
        <source>Programs built on ITK place this image elsewhere than its header&apos;s first affine says; the saved file lies on the image there too, because it has the same header.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>Auf ITK beruhende Programme legen dieses Bild an einen anderen Ort, als die erste Affine im Header angibt; die gespeicherte Datei liegt auch dort auf dem Bild, weil sie denselben Header hat.</translation>
    </message>
    <message>
        <source>Programs built on ITK place the source up to {apart:.3g} mm away from where its header puts it, and the saved file where the header puts it; for such programs save in the format of the source.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>Auf ITK beruhende Programme legen die Quelle bis zu {apart:.3g} mm neben den Ort, den ihr Header angibt, die gespeicherte Datei aber an diesen Ort; für solche Programme speichern Sie im Format der Quelle.</translation>
    </message>
    <message>
        <source>The axes of the source are not perpendicular: the sform holds them exactly, the qform cannot, and programs built on ITK refuse or straighten such files.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>Die Achsen der Quelle stehen nicht senkrecht aufeinander: Die sform hält sie genau fest, die qform kann es nicht, und auf ITK beruhende Programme lehnen solche Dateien ab oder richten sie gerade.</translation>
    </message>
    <message>
        <source>The 32-bit rotation of the qform only approximates this affine; the sform holds it exactly.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>Die 32-Bit-Drehung der qform nähert diese Affine nur an; die sform hält sie genau fest.</translation>
    </message>
    <message>
        <source>{name} is damaged (its values are no numbers); copy or download it again.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} ist beschädigt (die Werte sind keine Zahlen); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>{name} is too large for numbers written as text; save it with binary data.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} ist zu groß für Zahlen in Textform; speichern Sie das Bild mit binären Daten.</translation>
    </message>
    <message>
        <source>{name} is cut short (voxels are missing from slice {start} on); copy or download it again.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} ist unvollständig (ab Schicht {start} fehlen Voxel); kopieren oder laden Sie die Datei neu.</translation>
    </message>
    <message>
        <source>The header of the source is not valid for other programs, so the saved file has a plain one with the same placement.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>Der Header der Quelle ist für andere Programme ungültig, deshalb hat die gespeicherte Datei einen einfachen mit derselben Lage.</translation>
    </message>
    <message>
        <source>The header of the source places its voxels in two ways; programs built on ITK, which read this format, take the second, and so does the saved file.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>Der Header der Quelle legt die Voxel auf zwei Arten fest; auf ITK beruhende Programme, die dieses Format lesen, nehmen die zweite, und ebenso die gespeicherte Datei.</translation>
    </message>
    <message>
        <source>{name} must end in {choices} or {suffixes}.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} muss auf {choices} oder {suffixes} enden.</translation>
    </message>
    <message>
        <source>{name} lies in the same folder, and programs built on ITK open that instead of {name_2}; choose another name or folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} liegt im selben Ordner, und auf ITK beruhende Programme öffnen diese Datei statt {name_2}; wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>Programs built on ITK would open {name} instead of the image {name_2}; choose another name or folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>Auf ITK beruhende Programme würden {name} statt des Bildes {name_2} öffnen; wählen Sie einen anderen Namen oder Ordner.</translation>
    </message>
    <message>
        <source>{name} is the image itself, which is never overwritten; choose another name.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} ist das Bild selbst, das nie überschrieben wird; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>{name} was not saved because it did not read back as written: {difference}; check the disk or save to another folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} wurde nicht gespeichert, weil die Datei beim Nachlesen abwich: {difference}; prüfen Sie den Datenträger, oder speichern Sie in einem anderen Ordner.</translation>
    </message>
    <message>
        <source>Programs built on ITK do not open files that end in {written}; name it {name}{suffix}.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>Auf ITK beruhende Programme öffnen keine Dateien, die auf {written} enden; nennen Sie die Datei {name}{suffix}.</translation>
    </message>
    <message>
        <source>That did not work. Nothing was changed. {kind}: {error}</source>
        <extracomment>annotator/services/asking.py</extracomment>
        <translation>Das hat nicht geklappt. Nichts wurde geändert. {kind}: {error}</translation>
    </message>
    <message>
        <source>Autosaved {time:%H:%M}</source>
        <extracomment>annotator/services/autosave.py</extracomment>
        <translation>Gesichert {time:%H:%M}</translation>
    </message>
    <message>
        <source>Autosave failed</source>
        <extracomment>annotator/services/autosave.py</extracomment>
        <translation>Sicherung fehlgeschlagen</translation>
    </message>
    <message>
        <source>Labels of the project</source>
        <extracomment>annotator/services/case_opening.py</extracomment>
        <translation>Labels des Projekts</translation>
    </message>
    <message>
        <source>Denoising stopped: {kind}: {error}. The image is unchanged.</source>
        <extracomment>annotator/services/denoising.py</extracomment>
        <translation>Das Entrauschen wurde abgebrochen: {kind}: {error}. Das Bild ist unverändert.</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <extracomment>annotator/services/denoising.py</extracomment>
        <translation>Abgebrochen</translation>
    </message>
    <message>
        <source>label {value}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>Label {value}</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} hinzufügen</translation>
    </message>
    <message>
        <source>{name} may be in {title}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} möglich: {title}</translation>
    </message>
    <message>
        <source>Use {slice} as support of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{slice} als Stütze von {name} verwenden</translation>
    </message>
    <message>
        <source>Leave out {slice} as support of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{slice} nicht als Stütze von {name} verwenden</translation>
    </message>
    <message>
        <source>The labels have another shape than the image: open those made for it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>Die Labels haben eine andere Größe als das Bild: Öffnen Sie die dazugehörigen.</translation>
    </message>
    <message>
        <source>There are already {max_value} labels: remove one first.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>Es gibt schon {max_value} Labels: Entfernen Sie zuerst eines.</translation>
    </message>
    <message>
        <source>{name} is locked: unlock it before removing it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} ist gesperrt: Entsperren Sie das Label, bevor Sie es entfernen.</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} entfernen</translation>
    </message>
    <message>
        <source>There is no label to paint with: add one in the label list.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>Es gibt kein Label zum Einzeichnen: Fügen Sie eines in der Label-Liste hinzu.</translation>
    </message>
    <message>
        <source>{name} is locked: unlock it in the label list to change it.</source>
        <extracomment>annotator/services/document.py, annotator/services/mask_tools.py</extracomment>
        <translation>{name} ist gesperrt: Entsperren Sie das Label in der Label-Liste, um es zu ändern.</translation>
    </message>
    <message>
        <source>{name} is hidden: show it in the label list to paint it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} ist ausgeblendet: Blenden Sie das Label in der Label-Liste ein, um es einzuzeichnen.</translation>
    </message>
    <message>
        <source>Propagate over {plane} slices</source>
        <extracomment>annotator/services/document.py, annotator/ui/panels/support_strip.py</extracomment>
        <translation>Über {plane}e Schichten propagieren</translation>
    </message>
    <message>
        <source>{name} absent in {title}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} fehlt: {title}</translation>
    </message>
    <message>
        <source>Ends of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>Enden von {name}</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{old} in {new} umbenennen</translation>
    </message>
    <message>
        <source>Recolour {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} umfärben</translation>
    </message>
    <message>
        <source>{name} is painted in {title}: erase it there to mark it as absent.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} ist eingezeichnet ({title}): Radieren Sie dort, um das Label als fehlend zu markieren.</translation>
    </message>
    <message>
        <source>Demo volume</source>
        <extracomment>annotator/services/document_files.py</extracomment>
        <translation>Demo-Volumen</translation>
    </message>
    <message>
        <source>Marks of the mask</source>
        <extracomment>annotator/services/document_files.py</extracomment>
        <translation>Angaben der Maske</translation>
    </message>
    <message>
        <source>Copy {name} to {slice}</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>{name} kopieren: {slice}</translation>
    </message>
    <message>
        <source>grown from seeds</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>aus Startbereichen gewachsen</translation>
    </message>
    <message>
        <source>Grow from seeds</source>
        <extracomment>annotator/services/drafts.py, annotator/ui/draft_flow.py</extracomment>
        <translation>Aus Startbereichen wachsen lassen</translation>
    </message>
    <message>
        <source>There is no further slice to copy to.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>Es gibt keine weitere Schicht, auf die kopiert werden könnte.</translation>
    </message>
    <message>
        <source>{name} is not painted on {slice}: paint it first.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>{name} ist nicht eingezeichnet ({slice}): Zeichnen Sie es zuerst ein.</translation>
    </message>
    <message>
        <source>Paint something of each structure first, and of what lies beside it.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>Zeichnen Sie zuerst etwas von jeder Struktur ein, und etwas von dem, was daneben liegt.</translation>
    </message>
    <message>
        <source>The effort ledger {path} cannot be written: {reason}.</source>
        <extracomment>annotator/services/effort.py</extracomment>
        <translation>Das Aufwandsprotokoll {path} kann nicht geschrieben werden: {reason}.</translation>
    </message>
    <message>
        <source>No slice classifier is installed: there are no suggestions.</source>
        <extracomment>annotator/services/guidance.py</extracomment>
        <translation>Es ist kein Schicht-Klassifikator installiert: Es gibt keine Vorschläge.</translation>
    </message>
    <message>
        <source>The slices could not be judged: {kind}: {error}.</source>
        <extracomment>annotator/services/guidance.py</extracomment>
        <translation>Die Schichten konnten nicht beurteilt werden: {kind}: {error}.</translation>
    </message>
    <message>
        <source>Label set {name}</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>Label-Satz {name}</translation>
    </message>
    <message>
        <source>The label set {name} cannot be read: {error}</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>Der Label-Satz {name} kann nicht gelesen werden: {error}</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {reason}.</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>Der Ordner {folder} kann nicht angelegt werden: {reason}.</translation>
    </message>
    <message>
        <source>{name} (damaged)</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>{name} (beschädigt)</translation>
    </message>
    <message>
        <source>{name}: the painted slices differ too much to learn from; paint one between them</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>{name}: Die eingezeichneten Schichten unterscheiden sich zu sehr, um daraus zu lernen; zeichnen Sie eine dazwischen ein</translation>
    </message>
    <message>
        <source>weight of the network against interpolation: {labels}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>Gewicht des Netzes gegenüber der Interpolation: {labels}</translation>
    </message>
    <message numerus="yes">
        <source>Learned {name} from {n} painted slices</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>
            <numerusform>{name} aus {n} eingezeichneten Schicht gelernt</numerusform>
            <numerusform>{name} aus {n} eingezeichneten Schichten gelernt</numerusform>
        </translation>
    </message>
    <message>
        <source>a hidden painted slice was met with Dice {after:.2f} ({before:.2f} before)</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>eine verdeckte eingezeichnete Schicht wurde mit Dice {after:.2f} getroffen (zuvor {before:.2f})</translation>
    </message>
    <message>
        <source>{name} needs no learning: a hidden painted slice was met with Dice {before:.2f}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>{name} braucht kein Lernen: Eine verdeckte eingezeichnete Schicht wurde mit Dice {before:.2f} getroffen</translation>
    </message>
    <message>
        <source>weights in the mask: network {share:.0%}, interpolation {rest:.0%}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>Anteile an der Maske: Netz {share:.0%}, Interpolation {rest:.0%}</translation>
    </message>
    <message>
        <source>{labels} and {count} more</source>
        <extracomment>annotator/services/learned.py, annotator/services/snapshot.py</extracomment>
        <translation>{labels} und {count} weitere</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Größten Teil behalten</translation>
    </message>
    <message>
        <source>Removes all parts but the largest.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Entfernt alle Teile außer dem größten.</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Kleine Teile entfernen</translation>
    </message>
    <message>
        <source>Removes parts below a size.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Entfernt Teile unterhalb einer Größe.</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Löcher füllen</translation>
    </message>
    <message>
        <source>Fills what the label encloses on all sides.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Füllt, was das Label ringsum einschließt.</translation>
    </message>
    <message>
        <source>Smooth</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Glätten</translation>
    </message>
    <message>
        <source>Each voxel follows the majority around it.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Jedes Voxel folgt der Mehrheit ringsum.</translation>
    </message>
    <message>
        <source>Remove spikes</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Spitzen entfernen</translation>
    </message>
    <message>
        <source>Removes spikes and bridges thinner than a ball.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Entfernt Spitzen und Brücken, die dünner als eine Kugel sind.</translation>
    </message>
    <message>
        <source>Close gaps</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Lücken schließen</translation>
    </message>
    <message>
        <source>Fills gaps and dents narrower than a ball.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Füllt Lücken und Dellen, die schmaler als eine Kugel sind.</translation>
    </message>
    <message>
        <source>Smooth with neighbours</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Mit Nachbarn glätten</translation>
    </message>
    <message>
        <source>Smooths the borders between all unlocked labels and opens no gaps between them.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Glättet die Grenzen zwischen allen nicht gesperrten Labels, ohne Lücken zu öffnen.</translation>
    </message>
    <message>
        <source>Grow</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Adds a margin.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Fügt einen Saum hinzu.</translation>
    </message>
    <message>
        <source>Shrink</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Takes a margin away.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Nimmt einen Saum weg.</translation>
    </message>
    <message>
        <source>Hollow</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Aushöhlen</translation>
    </message>
    <message>
        <source>Leaves an outer wall.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Lässt eine Außenwand stehen.</translation>
    </message>
    <message>
        <source>Add another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Anderes Label hinzunehmen</translation>
    </message>
    <message>
        <source>Makes another label part of this one.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Macht ein anderes Label zum Teil von diesem.</translation>
    </message>
    <message>
        <source>Keep away from another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Abstand zu anderem Label halten</translation>
    </message>
    <message>
        <source>Removes what lies within a distance of another label.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Entfernt, was näher als ein Abstand an einem anderen Label liegt.</translation>
    </message>
    <message>
        <source>Keep near another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Nähe zu anderem Label halten</translation>
    </message>
    <message>
        <source>Removes what lies farther than a distance from another label.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Entfernt, was weiter als ein Abstand von einem anderen Label liegt.</translation>
    </message>
    <message>
        <source>{operation}: {name}</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{operation}: {name}</translation>
    </message>
    <message>
        <source>{edit}, {plane} {index}</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{edit}, {plane} {index}</translation>
    </message>
    <message>
        <source>Choose a label first.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Wählen Sie zuerst ein Label.</translation>
    </message>
    <message>
        <source>Choose another label than {name}.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Wählen Sie ein anderes Label als {name}.</translation>
    </message>
    <message>
        <source>{operation} needs an amount above 0 {unit}.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{operation}: Geben Sie einen Wert über 0 {unit} an.</translation>
    </message>
    <message>
        <source>{name} is not painted on this slice.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{name} ist auf dieser Schicht nicht eingezeichnet.</translation>
    </message>
    <message>
        <source>The mask has changed meanwhile: try again.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>Die Maske hat sich inzwischen geändert: Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>{name} is not painted.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{name} ist nicht eingezeichnet.</translation>
    </message>
    <message>
        <source>The file holds {count} time points; choose one.</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>Die Datei enthält {count} Zeitpunkte; wählen Sie einen.</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>{done} von {total}</translation>
    </message>
    <message numerus="yes">
        <source>{n} files looked at</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>
            <numerusform>{n} Datei betrachtet</numerusform>
            <numerusform>{n} Dateien betrachtet</numerusform>
        </translation>
    </message>
    <message>
        <source>Brush</source>
        <extracomment>annotator/services/painting.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Pinsel</translation>
    </message>
    <message>
        <source>Sphere</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Kugel</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Adaptiv</translation>
    </message>
    <message>
        <source>Polygon</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Polygon</translation>
    </message>
    <message>
        <source>Fill</source>
        <extracomment>annotator/services/painting.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Füllen</translation>
    </message>
    <message>
        <source>Flood</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Fluten</translation>
    </message>
    <message>
        <source>{tool} {name}, {plane} {index}</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>{tool} {name}, {plane} {index}</translation>
    </message>
    <message>
        <source>Erase, {plane} {index}</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Radieren, {plane} {index}</translation>
    </message>
    <message>
        <source>No closed outline of {name} here: close it before filling it.</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>Hier ist kein geschlossener Umriss von {name}: Schließen Sie ihn vor dem Füllen.</translation>
    </message>
    <message>
        <source>{folder} holds no finished case; label one and call it done, then try again.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>{folder} enthält keinen fertigen Fall; bearbeiten Sie einen, setzen Sie ihn auf „fertig“, und versuchen Sie es dann noch einmal.</translation>
    </message>
    <message>
        <source>Every finished case is left out; exclude fewer.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>Alle fertigen Fälle sind ausgeschlossen; schließen Sie weniger aus.</translation>
    </message>
    <message>
        <source>No finished case is called &apos;{pattern}&apos;; names are like {known}.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>Kein fertiger Fall heißt „{pattern}“; Namen lauten etwa {known}.</translation>
    </message>
    <message>
        <source>Probabilities: slice {done} of {total}</source>
        <extracomment>annotator/services/probabilities.py</extracomment>
        <translation>Wahrscheinlichkeiten: Schicht {done} von {total}</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>Den Ordner {folder} gibt es nicht.</translation>
    </message>
    <message>
        <source>{name} has no case {key} any more.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>{name} hat keinen Fall {key} mehr.</translation>
    </message>
    <message>
        <source>{name} is damaged: {error}; correct or remove it.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>{name} ist beschädigt: {error}; korrigieren oder entfernen Sie die Datei.</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice, then propagate.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>Zeichnen Sie die Struktur auf mindestens einer Schicht ein, und propagieren Sie dann.</translation>
    </message>
    <message>
        <source>Every slice in the range is painted, accepted or marked absent: nothing to fill.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>Jede Schicht im Bereich ist eingezeichnet, übernommen oder als fehlend markiert: Es gibt nichts zu füllen.</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices, +{volume:.1f} ml</source>
        <extracomment>annotator/services/propagation.py, annotator/services/review.py</extracomment>
        <translation>
            <numerusform>{n} Schicht, +{volume:.1f} ml</numerusform>
            <numerusform>{n} Schichten, +{volume:.1f} ml</numerusform>
        </translation>
    </message>
    <message>
        <source>The run stopped: {kind}: {error}. Nothing was changed.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>Der Lauf wurde abgebrochen: {kind}: {error}. Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Open an image first.</source>
        <extracomment>annotator/services/propagation.py, annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>Öffnen Sie zuerst ein Bild.</translation>
    </message>
    <message>
        <source>Propagate {names} ({method})</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>{names} propagieren ({method})</translation>
    </message>
    <message>
        <source>Cancelled: {text}</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>Abgebrochen: {text}</translation>
    </message>
    <message>
        <source>Another window (process {pid}, open since {since}) holds unsaved work on this image. What you do here is kept apart from it; save to another file.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Ein anderes Fenster (Prozess {pid}, geöffnet seit {since}) hat ungespeicherte Arbeit an diesem Bild. Was Sie hier tun, bleibt davon getrennt; speichern Sie in eine andere Datei.</translation>
    </message>
    <message>
        <source>Unsaved work on this image is damaged and cannot be recovered; it lies in {aside}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Die ungespeicherte Arbeit an diesem Bild ist beschädigt und lässt sich nicht wiederherstellen; sie liegt in {aside}.</translation>
    </message>
    <message>
        <source>It was written on {computer}, where it may still be open.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Sie wurde an {computer} geschrieben, wo das Bild vielleicht noch geöffnet ist.</translation>
    </message>
    <message>
        <source>Another window has taken over this unsaved work: go on with it there.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Ein anderes Fenster hat diese ungespeicherte Arbeit übernommen: Machen Sie dort weiter.</translation>
    </message>
    <message>
        <source>Another version of this program left unsaved work in {path}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Eine andere Version dieses Programms hat ungespeicherte Arbeit in {path} hinterlassen.</translation>
    </message>
    <message>
        <source>The unsaved work in {path} cannot be read: {reason}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>Die ungespeicherte Arbeit in {path} kann nicht gelesen werden: {reason}.</translation>
    </message>
    <message>
        <source>Accept {slices} ({method})</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>{slices} übernehmen ({method})</translation>
    </message>
    <message>
        <source>Accept {slices}</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>{slices} übernehmen</translation>
    </message>
    <message>
        <source>Reject {slices}</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>{slices} verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>without {n} proposed slices, not accepted yet</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>
            <numerusform>ohne {n} vorgeschlagene Schicht, die noch nicht übernommen ist</numerusform>
            <numerusform>ohne {n} vorgeschlagene Schichten, die noch nicht übernommen sind</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving {name}…</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>{name} wird gespeichert …</translation>
    </message>
    <message>
        <source>Save mask</source>
        <extracomment>annotator/services/saving.py, annotator/ui/file_flow.py</extracomment>
        <translation>Maske speichern</translation>
    </message>
    <message>
        <source>{name} is an image that was opened here; choose another name.</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>{name} ist ein Bild, das hier geöffnet wurde; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Saved and verified: {path}</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>Gespeichert und geprüft: {path}</translation>
    </message>
    <message>
        <source>Saved and verified. {note}</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>Gespeichert und geprüft. {note}</translation>
    </message>
    <message>
        <source>{name} is opened here; choose another name.</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>{name} ist hier geöffnet; wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>Scribble {name}, {plane} {index}</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>Markierung {name}, {plane} {index}</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>Das Öffnen wurde abgebrochen.</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>{name} wird geöffnet …</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>Wird geöffnet …</translation>
    </message>
    <message>
        <source>Opening {name}… {progress}</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>{name} wird geöffnet … {progress}</translation>
    </message>
    <message>
        <source>{name} is there ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>{name} vorhanden ({sure:.0%} sicher)</translation>
    </message>
    <message>
        <source>{name} is not there ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>{name} nicht vorhanden ({sure:.0%} sicher)</translation>
    </message>
    <message>
        <source>{region} ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>{region} ({sure:.0%} sicher)</translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>noch nichts bekannt</translation>
    </message>
    <message>
        <source>axial</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>axial</translation>
    </message>
    <message>
        <source>coronal</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>koronar</translation>
    </message>
    <message>
        <source>sagittal</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>sagittal</translation>
    </message>
    <message>
        <source>slice {index}</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>Schicht {index}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices</source>
        <extracomment>annotator/services/slices.py, annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>{n} Schicht</numerusform>
            <numerusform>{n} Schichten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds {held}, and {n} proposed slices to review.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>
            <numerusform>Sie enthält {held} sowie {n} vorgeschlagene Schicht zur Prüfung.</numerusform>
            <numerusform>Sie enthält {held} sowie {n} vorgeschlagene Schichten zur Prüfung.</numerusform>
        </translation>
    </message>
    <message>
        <source>no painted voxels</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>keine eingezeichneten Voxel</translation>
    </message>
    <message>
        <source>It holds {held}.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>Sie enthält {held}.</translation>
    </message>
    <message>
        <source>The unsaved work belongs to another image and was left where it is.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>Die ungespeicherte Arbeit gehört zu einem anderen Bild und blieb, wo sie ist.</translation>
    </message>
    <message>
        <source>Recover marks</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>Angaben wiederherstellen</translation>
    </message>
    <message>
        <source>Paint the first and the last slice of {name}, then this leads on.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>Zeichnen Sie die erste und die letzte Schicht von {name} ein; dann geht es hier weiter.</translation>
    </message>
    <message>
        <source>Every slice of {name} is painted.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>Jede Schicht von {name} ist eingezeichnet.</translation>
    </message>
    <message>
        <source>{name}: interpolation alone met a hidden painted slice with Dice {dice:.2f}: {word}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>{name}: Interpolation allein traf eine verdeckte eingezeichnete Schicht mit Dice {dice:.2f}: {word}</translation>
    </message>
    <message>
        <source>{name}: a hidden painted slice was met with Dice {dice:.2f}: {word}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>{name}: eine verdeckte eingezeichnete Schicht wurde mit Dice {dice:.2f} getroffen: {word}</translation>
    </message>
    <message>
        <source>good</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>gut</translation>
    </message>
    <message>
        <source>fair, look closely</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>mäßig, genau hinsehen</translation>
    </message>
    <message>
        <source>weak, paint one slice more</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>schwach, eine weitere Schicht einzeichnen</translation>
    </message>
    <message>
        <source>interpolation alone {dice:.2f}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>Interpolation allein {dice:.2f}</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Images and masks stay where you open and save them. Besides, the program keeps:</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;Not a medical device.&lt;/b&gt; It must not be used for diagnosis or treatment. Masks are proposals: look at every slice before you use them.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label CT and MRI: paint an organ on a few slices, propagate to the others, review slice by slice, and save a mask that lies exactly on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&lt;b&gt;What “CAT-Net” means here.&lt;/b&gt; The network is built from the paper “Few Shot Medical Image Segmentation with Cross Attention Transformer” (Lin et al., 2023), with its cross attention and its iterative refinement switched on: each iteration changes the mask, and the Review panel shows all of them. The weights were trained for this program. &lt;b&gt;Interpolation&lt;/b&gt; blends the shapes of painted slices and does not look at the image; &lt;b&gt;Fused&lt;/b&gt; combines both.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apache-2.0 licence.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Libraries</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>About CAT-Net Annotator</source>
        <extracomment>annotator/ui/about_dialog.py, annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Parts and licences</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your data</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept slices</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only slices that I have looked at</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All labels</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accepting changes the mask in {outcome}.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing waits in these slices.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} of these slices you have not looked at.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The denoised volume is ready.</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>noise about {level}{unit}</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the noise out of the slice in view, or of the whole volume</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Before / after denoising</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NIfTI mask (*.nii.gz *.nii);;NRRD mask (*.nrrd);;3D Slicer segmentation (*.seg.nrrd);;MetaImage mask (*.mha);;DICOM-SEG, of a DICOM series (*.dcm);;RTSTRUCT contours, of a DICOM series (*.rtstruct.dcm)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ITK-SNAP labels (*.txt *.label);;Slicer colours (*.ctbl);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a label set called {name}. Replace it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save them before going on?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace {name}?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This file in {parent} was there before the mask was saved for the first time.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as new file…</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} holds labels on the grid of the open image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it as the mask of this image, or as an image of its own?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as mask</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open as image</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open its mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} was saved for this image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it and go on where you left off, or start with an empty mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the mask</source>
        <extracomment>annotator/ui/dialogs.py, annotator/ui/order_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start empty</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work found</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work on this image from {when} was found.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recover</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete it</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Time series</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>This file holds {n} time points. Which one shall be opened?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Open this mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Uneven slices</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it as if the slices were evenly spaced? Lengths and volumes will not be exact.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open all the same</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Replace the label set?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Problem</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask of {name} has changes that are not saved.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>You have not accepted or rejected {n} proposed slices of {name}.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Going on drops what is proposed.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop proposal</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The {n} proposed slices that you have not accepted would be lost.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Recover it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Centre {center:g}, width {width:g} HU</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edit presets…</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic for the whole image</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brighter</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Darker</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Invert: the lowest values are white</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic for the slice in view</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A window preset in {path} has no positive width; correct the file.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window presets in {path} cannot be read ({error}); each [[preset]] needs name, center and width.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Growing from seeds…</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Masks on {n} slices have grown: look through and accept them.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Growing from seeds did not work: {reason}</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The mask has changed meanwhile: grow again.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy shape to next slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a suggestion on the next slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy shape to previous slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As a suggestion on the previous slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggests masks from what is painted of several labels, up to the edges of the image;
hidden and locked labels take no part</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From now on the effort goes into {path}.</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep an effort ledger</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Seconds, strokes and accepted slices per label, without names or clock times, in {path}</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NIfTI image (*.nii.gz *.nii);;NRRD image (*.nrrd);;MetaImage (*.mha)</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open DICOM folder</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open labels</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save image as NIfTI</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open image…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open DICOM folder…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open labels…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save mask as…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save image as NIfTI…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes the image, such as a DICOM series, on exactly the grid of its mask</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint {name} on one slice to see where it may be.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice guidance is off (View menu).</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking at the slices…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for {name}…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: {first} to {last}, set by you</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggest slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} starts at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} ends at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} slices, with those painted</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Slice guidance</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Judge slices in the background: region, presence, ends, slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggest slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Marks those that would cover the structure best (filled), and evenly spaced ones</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next slice to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The next suggested one, or the middle of the widest gap between painted slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reset the structure&apos;s ends</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back from ends that you have set to those suggested</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: paint slices {numbers}. N goes to the next of them.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name}: {n} slices are painted already. Propagate now.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presets and label sets</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work, until it is saved</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image opened</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>History…</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <extracomment>annotator/ui/help_flow.py, annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Versions, licences of all parts, where data lies</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click a slice to see what that place attends to on the others.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention by painted slice: {shares}.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice in view</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which of the network&apos;s attention heads is drawn</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In view: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The first mask attends to nothing: choose a later iteration.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That place lies outside the network&apos;s window.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the clicked place of the painted slice attends to on the slice in view.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Head</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All, averaged</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painted: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Computing…</source>
        <extracomment>annotator/ui/inspector/attention_page.py, annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no attention on this slice.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voxels changed</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iteration</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % distance, mm</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Along the slices</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice</source>
        <extracomment>annotator/ui/inspector/curves_page.py, annotator/ui/measure_flow.py, annotator/ui/presence_flow.py, annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dice to before</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network&apos;s share</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>to reference</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate first. Then you can look here into what every iteration did.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The last run did not fill this label. Choose one of its labels to look into it.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slice cannot be looked into: {sentence}</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save this page</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save figures</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}; slices are counted as in the window, from 1.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save provenance</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save probabilities in</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py, annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inspector</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What every iteration of the last run did, and what it was led by</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run did not fill this slice. Go to one that it filled.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Network alone</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Prior mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Location prior</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Contour after this iteration; green was gained in it, red was lost</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Foreground probability that the mask is cut from</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the network says before interpolation has a part in it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where the image resembles the painted structure, as MIFE sees it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolated shape as the network is told: orange inside</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability, {share:.0%} network</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask, change coloured</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No network had a part in this run.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no prior mask here.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no location prior here.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Iterations</source>
        <extracomment>annotator/ui/inspector/panel.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Curves</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Attention</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Play</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go through the iterations again and again</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept here</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of this slice</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept everywhere</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of all open slices</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reference…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a complete mask to measure every iteration against</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Earlier iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Later iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This page as PNG or SVG…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Figures of all slices as CSV…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probabilities of all iterations as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Who made each voxel of the mask, as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One mask</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is not painted on slice {index}: paint it to support a run.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name of the label set:</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import labels from {name}</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saved the label set {name}: Labels › Start from a label set.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Delete label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label above</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label below</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as label set…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep these labels, to start from them with other images</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use this slice as support</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painted slices guide the propagation unless they are switched off here</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Structure absent on this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A hard end: the propagation does not go past this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find label…</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By a part of its name, or its value</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rename label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hides all others; choosing another label shows that one</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show or hide the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock or unlock the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock all other labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Neither tools nor proposals change them</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget what was learned</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drops what the network learned from your painted slices; it starts afresh</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel the run / no tool</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Messages</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Adds {gained:.2f} ml, drawn in green; removes {lost:.2f} ml, drawn in pink</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>+{gained:.2f} ml, −{lost:.2f} ml</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{text} (undo with Ctrl+Z)</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Point at a mask first.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no label under the pointer.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only outlines</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flicker the proposal</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows and hides what is proposed, so that the eye finds what is off</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next label under the pointer</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painted first, then proposed</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurements</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a line to go to its slice</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy as text</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove all</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The measurements are in the clipboard.</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Measurements…</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lengths and angles: go to them, copy them as text, remove them</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove last measurement</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 slices forward</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>5 slices back</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show masks</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold to peek</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks more transparent</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Masks more opaque</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smooth image</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blend between voxels, or show each as a square</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show crosshair</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Always hidden while you paint</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pen pressure changes the brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With a pen on a tablet: press less to paint with a smaller brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit image to window</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Labels that overlap</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{fact}. Where they do, the upper one in this list is kept.</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The image as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original left, denoised right; drag the line</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The denoised image</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoised minus original: only noise should be seen, no anatomy</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use in Propagate</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On: a run reads the denoised volume. Off: it reads the original.
Painting tools and saved masks are the same in both cases.</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the bar; View › Denoise opens it again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Times the noise found that is removed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Auto</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove just the noise that was found: strength 1</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In the background; painting goes on meanwhile</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop; the image stays as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget the denoised volume; the original never changed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>measuring the noise…</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume: {provenance}</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoise whole volume</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>head</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>neck</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>chest</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>abdomen</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>pelvis</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>extremity</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Set by you. Drag to change it; double-click for the suggested one</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Suggested, {sure:.0%} sure. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>suggested slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>evenly spaced slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence</source>
        <extracomment>annotator/ui/panels/guidance_band.py, annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Region</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be painted: the lower limit {low:g}{unit} is above the upper one, {high:g}{unit}. Change one of them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing can be painted: the image has values from {least:g} to {most:g}{unit}. Choose limits among them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush and polygon paint only voxels between these values</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint only some intensities</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush and polygon leave voxels outside the limits alone;
what lies within is tinted on the slice</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume of {name} in the mask: {volume:.2f} ml, proposals not counted</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voxels of {name} have the value {value} in the mask</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the colour</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} (value {value} in the mask)
Double-click or F2 to rename</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Locked: neither tools nor proposals change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock: neither tools nor proposals shall change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hide</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search labels</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Part of a name, or a value; arrows choose, Enter goes back to the image</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Opacity of the masks  (A less, D more)</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The other label</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Apply</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close without changing anything more  (Esc)</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This slice</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changes the slice in view alone</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Whole volume</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Works in three dimensions, on all slices</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Anything</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Background only</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>annotator/ui/panels/paint_over.py, annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Over:
{labels}</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What brushes, fills and operations may overwrite: anything, background alone,
or chosen labels. Locked labels are never overwritten; the eraser is not limited.</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>empty</source>
        <comment>background</comment>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} labels</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stop at suggested ends</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fused: network and your shapes</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAT-Net: network only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolation: your shapes only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>CAT-Net and interpolation, the better of both.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The network alone; it follows the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Blends your shapes; ignores the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs on {device}, {model}</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Propagate on denoised</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How often the network refines each mask</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill all labels that are painted, or only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between: the first and the last painted slice are the ends of the structure.
All: the run goes on beyond them, as far as the ends below allow;
press X to mark slices without the structure.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The run does not go past the slices where the classifier sees the structure end,
and shapes shrink towards them.
The strip below the image shows these ends; ends that you drag there always count.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Learn from my slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trains a copy of the network on the painted slices before the run.
Slower, and usually better on anatomy the network has not seen.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What computes: the processor, or a graphics card if there is one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Trained network that fills the slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill the slices between those that you painted; each waits for your review</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Good enough   Esc</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop here: what is done is kept, other slices stay interpolated</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Forget</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop what the network learned from your slices; it starts afresh</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none installed</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Running…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All that are painted</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Between painted slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>From … to …</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click to choose device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} voxels, {volume:.2f} ml</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>+{gained} voxels (+{gained_ml:.2f} ml), −{lost} (−{lost_ml:.2f} ml)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mask after each iteration  (Tab, Shift+Tab)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show change from the iteration before</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draw what this iteration gained in green, and what it lost in pink</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} slices to review</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Slices that a run proposes wait here for you to look at.</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} not looked at</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} only interpolated so far</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>a support has changed since the run</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>none on this slice</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One mask, not iterated</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing before to compare with</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>nothing yet</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>painted, guides the propagation</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>crossed by slices painted in another plane: kept, but guides nothing here</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed, waits for review</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed as empty: the run found nothing here; accept or reject it</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted</source>
        <extracomment>annotator/ui/panels/slice_cell.py, annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>accepted, then edited</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>marked as absent</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}, slice {index}: {words}</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>painted, but not used as support</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>painted</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>proposed</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>absent</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Direction in which slices are painted and propagated</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>slice {current} of {count}</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Crosshair</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sphere brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints a ball that reaches into the slices around</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Edge brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paints only what looks like the tissue where you begin, and stops at its edge</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Eraser</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Polygon and lasso</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click corner by corner or drag freehand; Enter or double-click closes it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scribble</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click or scribble inside the structure, with Alt or the right button outside of it;
the mask follows at once, Enter keeps it, Esc drops it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Flood fill</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fills the connected area whose grey values are like the one under the pointer</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pick label</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Take intensities from the image</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Click on the tissue, or drag over more of it: only its grey values are painted then</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ruler</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag from one point to another: their distance in the patient; drag its ends to correct</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag from the end of one arm to the vertex, then click at the end of the other arm</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush diameter  ( [ smaller, ] larger, Shift + wheel )</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Swap the last two tools</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correction adds / removes</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Width of the window: how many values lie between black and white</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Level: the value that is shown as middle grey</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey levels  (Alt+1 to Alt+6 for CT, or hold W and drag)</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Soft tissue xx</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W</source>
        <comment>width of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L</source>
        <comment>level of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name, note, initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show only cases of this status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Such as why a case is flagged</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} cases</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Labeller</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Second reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2nd reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case chosen</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint the label with guidance on (View, Slice guidance) to see where it may be.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Matched area over the painted one, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match of the best places</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Match where it was painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness to the painted slice, inside</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness to the painted slice, around</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, there</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, best</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Likeness to the slice before</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance over size, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance, 50 mm</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size if it goes on as painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Distance over that of the painted slices, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name}: slices {first} to {last}</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ends}, the ends {confidence:.0%} sure. Beyond the painted slices every slice is compared with the two nearest painted ones; what that gives is drawn below.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence and its evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{ends}, by the classifier&apos;s knowledge of the name; nothing was compared.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Presence and its evidence…</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>How likely each slice holds the active label, and what that rests on</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>95 % distance</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{difference:+.2f} ml</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{difference:+.0f} mm²</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pale outlines are the reference. Volumes come first, then slices, worst first. Distance: 95 % of the surface lies within. Difference: mask less reference.</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed slices count as accepted</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the reference</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with a reference mask</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compared with {name}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{length:.1f} mm</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Compare with a reference mask…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Outlines of a second mask, with Dice, distance and difference in volume</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks could not be compared: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Switch on Denoise and wait for this slice: then you see here what it takes out.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Power, 1 for white noise</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What denoising takes out</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original less denoised: orange was brighter, blue darker</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cycles per mm</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Standard deviation {deviation:.3g}. Correlation with the image {with_image:+.3f}, of its magnitude with the edges {with_edges:+.3f}: near 0 where only noise is taken out, higher where anatomy goes with it. In MR, noise is not the same everywhere, so that some correlation is usual.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What denoising takes out…</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Residual of the slice in view, its spectrum, and its correlation with it</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least certain: slice {index}.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slice {index} is the least certain: correct it, then run.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All slices are reviewed. Save the mask with Ctrl+S.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Other labels of the slice keep waiting</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Accept several…</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All slices, a range, or one label; says first what it changes</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reject all</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Least certain slice first</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Begin with the slices on which network, interpolation, iterations and
neighbouring slices disagree most; else in the order of the slices</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the slice to paint next</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The least certain slice: painting it helps the next run most</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Painting it helps the next run most.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} {plane} slices</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the slice at work…</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint the structure on one slice or more to begin.</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The propagation cannot start: {reason}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Starts from {slices}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Starts from painted slices of {n} labels</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Modality</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>annotator/ui/series_dialog.py, annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Spacing (mm)</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{name} holds {n} series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>uneven or missing slices</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>tilted by {angle:.3g}°</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Study without a name</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous / next slice</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Zoom</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right-drag (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Middle-drag, or Space + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pan</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift + move</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Move the crosshair in all planes</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Window / level</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brush size</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl + click (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the label under the mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint with the active label</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right-drag or Ctrl + left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Maximise the plane, and back</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hold V</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Peek under the masks</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drag the knob of the line</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Border between original and denoised</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Search, for example “brush”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change key</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Command</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Double-click a command to give it another key.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New key for “{words}”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That key belongs to “{taken}”; choose another one.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open a CT or MR image</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop a file or a DICOM folder here, or open one: NIfTI, NRRD, MetaImage, DICOM</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of cases…</source>
        <extracomment>annotator/ui/start_page.py, annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the demo</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Mean</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Min</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Max</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest diameter</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{volume:.2f} ml</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label {value}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label statistics…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Volume, grey values and largest diameter of every label</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The figures could not be computed: {reason}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voxel, counted from 1 as the slices are</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Voxel index (i, j, k) in the file, counted from 0 as the command line and other programs do</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file 0000, 0000, 0000</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Position in the patient, millimetres</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Intensity</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Label under the mouse</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Right kidney xx</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Work in the background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Device that propagation uses</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unsaved work is kept for recovery</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>file {index}</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surfaces (*.stl *.ply *.glb)</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export surfaces</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No label that is shown holds a voxel: paint one first.</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Export surfaces…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Surfaces of all labels that are shown, as STL, PLY or GLB</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The surfaces could not be made: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look through the slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Turn the wheel over a view, or use the arrow keys. Ctrl + wheel zooms, the middle button moves the slice. In the demo an organ is painted on a few slices.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Paint the organ on a few slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press 2 for the brush and paint; the right button erases. Three slices are often enough: one near each end, one in the middle.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Let the other slices be filled</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Press Ctrl + Enter. First masks come at once and get better while the program learns from your slices. You can scroll and paint meanwhile.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at every slice, then save</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hatched masks are proposals: Enter accepts the slice in view, Backspace rejects it, painting corrects it. Ctrl + S saves the mask on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tour in four steps</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>On the image that is open, else on the demo</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoising…</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Difference ±{reach}</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Denoised</source>
        <extracomment>annotator/ui/viewer/comparison.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Three planes</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>One large, three small</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Beside a painted slice</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four equal, with 3D</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Axial</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Coronal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sagittal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{side} {distance:.1f} mm</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>W {width}  L {level}</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed as empty</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Proposed</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Interpolated for now</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>green gained, pink lost</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} absent</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{proposed}, iteration {shown}/{last}</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The masks are hidden: show them before changing them.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nearest painted slice of {name}: {nearest}</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{name} is painted on no slice yet</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This display offers no OpenGL, which the 3D view needs. Surfaces can still be exported (File, Export surfaces).</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The 3D view needs an extra; {how}.</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Original</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worklist</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open folder of cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worklist – {name}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was the last case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>All cases are to have these {n} labels.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at the folder: {n} cases…</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{sentence}; choose another case.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Shows all images below a folder as a worklist</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Previous case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Done, next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Saves the mask, sets the status to done, and opens the next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use these labels for all cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look for new cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>That was the first case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>{n} cases.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished">
            <numerusform></numerusform>
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>No image was found there.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder could not be looked at: {reason}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save your work under another name.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>2nd</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not started</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>in progress</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>prefilled</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>needs review</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>flagged</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>open elsewhere</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Still to be drawn: {labels}</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Abdomen</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lung</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Liver</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Bone</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Brain</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stroke</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Air</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
