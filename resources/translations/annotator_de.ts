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
        <source>{address} is neither on this computer nor encrypted; use an address such as tls://scheduler:8786, or tcp://127.0.0.1:8786.</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>{address} liegt weder auf diesem Computer noch ist die Verbindung verschlüsselt; nehmen Sie eine Adresse wie tls://scheduler:8786 oder tcp://127.0.0.1:8786.</translation>
    </message>
    <message>
        <source>The cluster at {address} does not do this run: {reason}. This computer goes on with it.</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>Der Cluster unter {address} macht diesen Lauf nicht: {reason}. Dieser Computer macht damit weiter.</translation>
    </message>
    <message>
        <source>it has no worker</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>er hat keinen Worker</translation>
    </message>
    <message>
        <source>its scheduler is gone</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>sein Scheduler ist nicht mehr da</translation>
    </message>
    <message>
        <source>its worker is gone</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>sein Worker ist nicht mehr da</translation>
    </message>
    <message>
        <source>Connecting to {address}</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>Verbindung mit {address}</translation>
    </message>
    <message>
        <source>no scheduler answers there</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>dort antwortet kein Scheduler</translation>
    </message>
    <message>
        <source>no certificate is named for it; name yours in Dask&apos;s configuration, under distributed.comm.tls</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>für ihn ist kein Zertifikat genannt; nennen Sie Ihres in der Konfiguration von Dask unter distributed.comm.tls</translation>
    </message>
    <message>
        <source>its certificate is not one that yours trusts</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>sein Zertifikat ist keines, dem Ihres vertraut</translation>
    </message>
    <message>
        <source>Sending the image to {address}</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>Das Bild wird an {address} gesendet</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>er antwortet nicht</translation>
    </message>
    <message>
        <source>First masks of the network</source>
        <extracomment>annotator/inference/catnet/early.py</extracomment>
        <translation>Erste Masken des Netzes</translation>
    </message>
    <message>
        <source>laying {name} onto this patient</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>legt {name} auf diesen Patienten</translation>
    </message>
    <message>
        <source>learning where structures lie</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>lernt, wo Strukturen liegen</translation>
    </message>
    <message>
        <source>filling label {value}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>füllt Label {value}</translation>
    </message>
    <message>
        <source>looking at {name}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>betrachtet {name}</translation>
    </message>
    <message>
        <source>looking for label {value}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>sucht Label {value}</translation>
    </message>
    <message>
        <source>{device} is out of memory: going on on the CPU</source>
        <extracomment>annotator/inference/catnet/propagator.py, annotator/inference/grl/denoiser.py</extracomment>
        <translation>{device} hat keinen Speicher mehr: weiter auf der CPU</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>Apple-GPU</translation>
    </message>
    <message>
        <source>GRL {model}, strength {strength:g}, noise {noise:.3g}{unit}</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>GRL {model}, Stärke {strength:g}, Rauschen {noise:.3g}{unit}</translation>
    </message>
    <message>
        <source>GRL {model}, strength automatic, noise {noise:.3g}{unit}</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>GRL {model}, Stärke automatisch, Rauschen {noise:.3g}{unit}</translation>
    </message>
    <message>
        <source>{name} is damaged; correct or remove it, then try again.</source>
        <extracomment>annotator/io/case_state.py</extracomment>
        <translation>{name} ist beschädigt; korrigieren oder entfernen Sie die Datei, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Set aside: {kind} ({count}).</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>Nicht berücksichtigt: {kind} ({count}).</translation>
    </message>
    <message>
        <source>damaged files</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>beschädigte Dateien</translation>
    </message>
    <message>
        <source>copies of the same image</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>Kopien desselben Bildes</translation>
    </message>
    <message>
        <source>images without a place in the patient</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>Bilder ohne Lage im Patienten</translation>
    </message>
    <message>
        <source>no description</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>keine Beschreibung</translation>
    </message>
    <message>
        <source>an unknown code ({uid})</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>einem unbekannten Code ({uid})</translation>
    </message>
    <message>
        <source>{name} is compressed with {code}, for which there is no decoder here; export the series uncompressed or as JPEG 2000.</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>{name} ist mit {code} komprimiert, wofür es hier keinen Decoder gibt; exportieren Sie die Serie unkomprimiert oder als JPEG 2000.</translation>
    </message>
    <message>
        <source>{name} cannot be decoded ({decoded}); it may be damaged, so copy or download it again.</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>{name} kann nicht dekodiert werden ({decoded}); vielleicht ist die Datei beschädigt, kopieren oder laden Sie sie neu.</translation>
    </message>
    <message>
        <source>How the labels were made is not known; they are marked as semi-automatic.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>Wie die Labels entstanden sind, ist nicht bekannt; sie sind als halbautomatisch gekennzeichnet.</translation>
    </message>
    <message>
        <source>{name} needs an image that was opened from DICOM, whose patient and series it names; save as .nii.gz instead.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>{name} braucht ein aus DICOM geöffnetes Bild, dessen Patient und Serie die Datei nennt; speichern Sie stattdessen als .nii.gz.</translation>
    </message>
    <message>
        <source>secondary captures</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Secondary Captures</translation>
    </message>
    <message>
        <source>segmentations</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Segmentierungen</translation>
    </message>
    <message>
        <source>surface segmentations</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Oberflächensegmentierungen</translation>
    </message>
    <message>
        <source>dose distributions</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Dosisverteilungen</translation>
    </message>
    <message>
        <source>contours of RTSTRUCT</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>RTSTRUCT-Konturen</translation>
    </message>
    <message>
        <source>directories</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Verzeichnisse</translation>
    </message>
    <message>
        <source>reports, plans and other files without an image</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Befunde, Pläne und andere Dateien ohne Bild</translation>
    </message>
    <message>
        <source>colour images</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Farbbilder</translation>
    </message>
    <message>
        <source>localizers</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Übersichtsaufnahmen</translation>
    </message>
    <message>
        <source>images whose values come from a lookup table</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>Bilder mit Werten aus einer Nachschlagetabelle</translation>
    </message>
    <message>
        <source>{uneven} They were opened as if {spacing_mm:.4g} mm apart, so lengths and volumes are not exact.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{uneven} Sie wurden geöffnet, als lägen sie {spacing_mm:.4g} mm auseinander; Längen und Volumina sind deshalb nicht genau.</translation>
    </message>
    <message>
        <source>The gantry was tilted by {tilt_degrees:.3g}°: each slice is shifted against the one before, which is kept exactly.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>Die Gantry war um {tilt_degrees:.3g}° gekippt: Jede Schicht ist gegen die vorige verschoben, was genau erhalten bleibt.</translation>
    </message>
    <message>
        <source>The slices have different rescale intercepts ({least:g} to {most:g}), as their files say; check that none is brighter or darker than its neighbours.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>Die Schichten haben laut ihren Dateien verschiedene Rescale-Intercepts ({least:g} bis {most:g}); prüfen Sie, ob keine heller oder dunkler als ihre Nachbarn ist.</translation>
    </message>
    <message>
        <source>{name} holds no CT or MR series that can be opened.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{name} enthält keine CT- oder MR-Serie, die geöffnet werden kann.</translation>
    </message>
    <message>
        <source>{name} holds labels that overlap in {shared} voxels ({listed})</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} enthält Labels, die sich in {shared} Voxeln überlappen ({listed})</translation>
    </message>
    <message>
        <source>Contours were turned into voxels: those whose centre lies inside.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>Konturen wurden in Voxel umgewandelt: die, deren Mittelpunkt innerhalb liegt.</translation>
    </message>
    <message>
        <source>{name} was not saved because label {worst} read back with a Dice of {dice:.3f} only; save it as .nii.gz or .dcm.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>{name} wurde nicht gespeichert, weil Label {worst} beim Nachlesen nur einen Dice von {dice:.3f} erreichte; speichern Sie als .nii.gz oder .dcm.</translation>
    </message>
    <message>
        <source>Contours only approximate a mask: read back, the least faithful label has a Dice of {dice:.4f}.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>Konturen nähern eine Maske nur an: Nachgelesen hat das ungenaueste Label einen Dice von {dice:.4f}.</translation>
    </message>
    <message>
        <source>Programs built on ITK read whole bytes only, so that the last {count} pixels of the last slice may be wrong there; other programs show them as they are.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>Auf ITK beruhende Programme lesen nur ganze Byte, sodass dort die letzten {count} Pixel der letzten Schicht falsch sein können; andere Programme zeigen sie richtig.</translation>
    </message>
    <message>
        <source>The images of this series have no identifiers (UIDs), so other programs find the mask by its position only.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>Die Bilder dieser Serie haben keine Kennungen (UIDs), deshalb finden andere Programme die Maske nur über ihre Lage.</translation>
    </message>
    <message>
        <source>{name} was not saved because a slice read back lies {apart:.3g} mm off; save it as .nii.gz.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>{name} wurde nicht gespeichert, weil eine Schicht beim Nachlesen {apart:.3g} mm daneben liegt; speichern Sie als .nii.gz.</translation>
    </message>
    <message>
        <source>{name} is not on the grid of the image: its pixels are {spacing} mm apart and a plane begins at voxel ({origin}), while those of the image are {x:.4g} × {y:.4g} × {z:.4g} mm apart.</source>
        <extracomment>annotator/io/dicom/segments.py</extracomment>
        <translation>{name} liegt nicht auf dem Gitter des Bildes: Die Pixel liegen {spacing} mm auseinander, und eine Ebene beginnt bei Voxel ({origin}); die des Bildes liegen {x:.4g} × {y:.4g} × {z:.4g} mm auseinander.</translation>
    </message>
    <message>
        <source>Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart, and lie up to {off:.3g} mm off even places.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Die Schichten sind ungleichmäßig verteilt, {least:.4g} bis {most:.4g} mm auseinander, und liegen bis zu {off:.3g} mm neben gleichmäßigen Orten.</translation>
    </message>
    <message>
        <source>time point {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Zeitpunkt {value}</translation>
    </message>
    <message>
        <source>echo time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Echozeit {value:g} ms</translation>
    </message>
    <message>
        <source>inversion time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Inversionszeit {value:g} ms</translation>
    </message>
    <message>
        <source>stack {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Stapel {value}</translation>
    </message>
    <message>
        <source>type {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Typ {value}</translation>
    </message>
    <message>
        <source>direction {number}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Richtung {number}</translation>
    </message>
    <message>
        <source>acquisition {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Aufnahme {value}</translation>
    </message>
    <message>
        <source>trigger time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Triggerzeit {value:g} ms</translation>
    </message>
    <message>
        <source>acquired at {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>aufgenommen um {value}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices are missing: {places}, where the others are {usual:.4g} mm apart.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>
            <numerusform>{n} Schicht fehlt: {places}, wo die übrigen {usual:.4g} mm auseinander liegen.</numerusform>
            <numerusform>{n} Schichten fehlen: {places}, wo die übrigen {usual:.4g} mm auseinander liegen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart: {places}, where {usual:.4g} mm are usual.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Die Schichten sind ungleichmäßig verteilt, {least:.4g} bis {most:.4g} mm auseinander: {places}, wo {usual:.4g} mm üblich sind.</translation>
    </message>
    <message>
        <source>Slices are {usual:.4g} mm apart, but lie up to {off:.3g} mm beside a straight line.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>Die Schichten liegen {usual:.4g} mm auseinander, aber bis zu {off:.3g} mm neben einer geraden Linie.</translation>
    </message>
    <message numerus="yes">
        <source>{places} and at {n} more places</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>
            <numerusform>{places} und an {n} weiteren Stelle</numerusform>
            <numerusform>{places} und an {n} weiteren Stellen</numerusform>
        </translation>
    </message>
    <message>
        <source>{gap:.3g} mm between slices {first} and {second}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>{gap:.3g} mm zwischen Schicht {first} und {second}</translation>
    </message>
    <message>
        <source>{name} stores single bits or numbers of 128 bits; save it as whole or floating-point numbers and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} speichert einzelne Bits oder Zahlen mit 128 Bit; speichern Sie das Bild mit ganzen Zahlen oder Gleitkommazahlen, und öffnen Sie dieses.</translation>
    </message>
    <message>
        <source>{name} is no text in UTF-8; save it as UTF-8, or choose a label or colour file.</source>
        <extracomment>annotator/io/label_files.py</extracomment>
        <translation>{name} ist kein Text in UTF-8; speichern Sie die Datei als UTF-8, oder wählen Sie eine Label- oder Farbdatei.</translation>
    </message>
    <message>
        <source>{name} has {count} layers of overlapping segments, and a mask holds one label per voxel</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} hat {count} Lagen überlappender Segmente, und eine Maske enthält ein Label je Voxel</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>Lage {layer}</translation>
    </message>
    <message>
        <source>values from {low:g} to {high:g}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>Werte von {low:g} bis {high:g}</translation>
    </message>
    <message>
        <source>more than {most} values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>mehr als {most} Werte</translation>
    </message>
    <message>
        <source>{name} on top</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} oben</translation>
    </message>
    <message>
        <source>infinite values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>unendliche Werte</translation>
    </message>
    <message>
        <source>The header gives lengths in another unit ({shown}); they were turned into mm.</source>
        <extracomment>annotator/io/lengths.py</extracomment>
        <translation>Der Header gibt Längen in einer anderen Einheit an ({shown}); sie wurden in mm umgerechnet.</translation>
    </message>
    <message>
        <source>The header gives lengths in an unknown unit ({shown}); they are taken as mm, so check sizes and volumes before you trust them.</source>
        <extracomment>annotator/io/lengths.py</extracomment>
        <translation>Der Header gibt Längen in einer unbekannten Einheit an ({shown}); sie gelten als mm, prüfen Sie also Größen und Volumina, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>{name} is there already and was not written with {mask}: save under another name, or say that it may be replaced.</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>{name} gibt es schon, und die Datei wurde nicht mit {mask} geschrieben: Speichern Sie unter einem anderen Namen, oder erlauben Sie das Ersetzen.</translation>
    </message>
    <message>
        <source>The sidecar holds a measurement that is none.</source>
        <extracomment>annotator/io/measurement_record.py</extracomment>
        <translation>Die Begleitdatei enthält eine ungültige Messung.</translation>
    </message>
    <message>
        <source>The sidecar holds a measurement outside of the image.</source>
        <extracomment>annotator/io/measurement_record.py</extracomment>
        <translation>Die Begleitdatei enthält eine Messung außerhalb des Bildes.</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies (no TransformMatrix): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Der Header gibt nicht an, wie der Patient liegt (keine TransformMatrix): Links, rechts, vorn und hinten sind angenommen; prüfen Sie sie, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>no field &apos;ElementDataFile&apos;</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>kein Feld „ElementDataFile“</translation>
    </message>
    <message>
        <source>an unknown type ({name})</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>ein unbekannter Typ ({name})</translation>
    </message>
    <message>
        <source>an impossible HeaderSize ({skipped})</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>eine unmögliche HeaderSize ({skipped})</translation>
    </message>
    <message>
        <source>a HeaderSize of -1 with compressed data</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>eine HeaderSize von -1 bei komprimierten Daten</translation>
    </message>
    <message>
        <source>{count} voxel data files for {slices} slices</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>{count} Voxeldateien für {slices} Schichten</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing; 1 mm is assumed.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Der Header gibt keinen Voxelabstand an; 1 mm wird angenommen.</translation>
    </message>
    <message>
        <source>The header gives a negative voxel spacing; its size is used.</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>Der Header gibt einen negativen Voxelabstand an; sein Betrag wird verwendet.</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {missing}; 1 mm is assumed.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Der Header gibt keinen Voxelabstand entlang {missing} an; 1 mm wird angenommen.</translation>
    </message>
    <message>
        <source>order of the axes</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Achsenreihenfolge</translation>
    </message>
    <message>
        <source>The header&apos;s AnatomicalOrientation ({code}) contradicts its {used}; the {used} is used, so check left, right, front and back before you trust them.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>AnatomicalOrientation im Header ({code}) widerspricht der Angabe {used}; {used} wird verwendet, prüfen Sie also links, rechts, vorn und hinten, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>The header&apos;s intensity function is not valid; stored values are shown.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Die Intensitätsfunktion des Headers ist ungültig; gespeicherte Werte werden angezeigt.</translation>
    </message>
    <message>
        <source>The header&apos;s intensity function was applied (value = {slope:g} · stored + {inter:g}); other programs may show the stored values.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>Die Intensitätsfunktion des Headers wurde angewandt (Wert = {slope:g} · gespeichert + {inter:g}); andere Programme zeigen vielleicht die gespeicherten Werte.</translation>
    </message>
    <message>
        <source>a header line that is no field</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>eine Header-Zeile, die kein Feld ist</translation>
    </message>
    <message>
        <source>no field &apos;{name}&apos;</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>kein Feld „{name}“</translation>
    </message>
    <message>
        <source>an impossible list of voxel data files</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>eine unmögliche Liste von Voxeldateien</translation>
    </message>
    <message>
        <source>an impossible pattern of its voxel data files</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py, annotator/io/text_header.py</extracomment>
        <translation>ein unmögliches Muster der Voxeldateien</translation>
    </message>
    <message>
        <source>{name} has a TransformMatrix that places several voxels at one place ({values}); its header may be damaged.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} hat eine TransformMatrix, die mehrere Voxel an einen Ort legt ({values}); der Header ist möglicherweise beschädigt.</translation>
    </message>
    <message>
        <source>The origin in the header is not a valid place; 0, 0, 0 is used.</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>Der Ursprung im Header ist kein gültiger Ort; 0, 0, 0 wird verwendet.</translation>
    </message>
    <message>
        <source>ElementSpacing ({spacing}) and ElementSize ({size}) differ in the header; the spacing is used.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>ElementSpacing ({spacing}) und ElementSize ({size}) im Header weichen voneinander ab; ElementSpacing wird verwendet.</translation>
    </message>
    <message>
        <source>The {name} in the header is not a valid placement and was ignored.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Die {name} im Header ist keine gültige Lageangabe und wurde nicht berücksichtigt.</translation>
    </message>
    <message>
        <source>{name} is one half of a .hdr/.img pair; rename it to .hdr and put the other half beside it, or convert the pair to one .nii file.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} ist die eine Hälfte eines .hdr/.img-Paars; benennen Sie die Datei in .hdr um, und legen Sie die andere Hälfte daneben, oder wandeln Sie das Paar in eine .nii-Datei um.</translation>
    </message>
    <message>
        <source>The intercept in the header is not a number; 0 is used.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Achsenabschnitt im Header ist keine Zahl; 0 wird verwendet.</translation>
    </message>
    <message>
        <source>The header gives a negative voxel spacing; its size is used, other programs may mirror the image.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt einen negativen Voxelabstand an; sein Betrag wird verwendet, andere Programme spiegeln das Bild vielleicht.</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {missing}; 1 is assumed.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt keinen Voxelabstand entlang {missing} an; 1 wird angenommen.</translation>
    </message>
    <message>
        <source>The header gives lengths in an unknown unit (code {code}); they are taken as mm, so check sizes and volumes before you trust them.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt Längen in einer unbekannten Einheit an (Code {code}); sie gelten als mm, prüfen Sie also Größen und Volumina, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>The header gives two voxel spacings: {affine} in its affine, which is used, and {pixdim} in the field pixdim, which other programs may use.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt zwei Voxelabstände an: {affine} in der Affine, die verwendet wird, und {pixdim} im Feld pixdim, das andere Programme vielleicht verwenden.</translation>
    </message>
    <message>
        <source>The scaling in the header is not finite; stored values are shown.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Die Skalierung im Header ist nicht endlich; gespeicherte Werte werden angezeigt.</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies (no sform, no qform): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt nicht an, wie der Patient liegt (keine sform, keine qform): Links, rechts, vorn und hinten sind angenommen; prüfen Sie sie, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>The header gives lengths in another unit ({unit}); they were turned into mm.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>Der Header gibt Längen in einer anderen Einheit an ({unit}); sie wurden in mm umgerechnet.</translation>
    </message>
    <message>
        <source>sform and qform place voxels up to {apart:.3g} mm apart; the sform is used, other programs may use the qform.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>sform und qform legen Voxel bis zu {apart:.3g} mm auseinander; die sform wird verwendet, andere Programme verwenden vielleicht die qform.</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies ({what}): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>Der Header gibt nicht an, wie der Patient liegt ({what}): Links, rechts, vorn und hinten sind angenommen; prüfen Sie sie, bevor Sie ihnen vertrauen.</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {axes}; 1 mm is assumed.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>Der Header gibt keinen Voxelabstand entlang {axes} an; 1 mm wird angenommen.</translation>
    </message>
    <message>
        <source>no NRRD header</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>kein NRRD-Header</translation>
    </message>
    <message>
        <source>an unknown byte order</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>eine unbekannte Byte-Reihenfolge</translation>
    </message>
    <message>
        <source>space directions that do not fit its dimension</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>space directions, die nicht zur Dimension passen</translation>
    </message>
    <message>
        <source>The header places this image in space and time; its time is not used.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>Der Header legt dieses Bild in Raum und Zeit fest; die Zeit wird nicht verwendet.</translation>
    </message>
    <message>
        <source>space: {space}</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>Raum: {space}</translation>
    </message>
    <message>
        <source>no space</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>kein Raum</translation>
    </message>
    <message>
        <source>{what}, no directions</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{what}, keine Richtungen</translation>
    </message>
    <message>
        <source>an unknown encoding ({encoding})</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>eine unbekannte Kodierung ({encoding})</translation>
    </message>
    <message>
        <source>an impossible byte skip ({skipped})</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>ein unmöglicher Byte Skip ({skipped})</translation>
    </message>
    <message>
        <source>space directions that are not vectors of three numbers</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>space directions, die keine Vektoren aus drei Zahlen sind</translation>
    </message>
    <message>
        <source>a byte skip of -1 with compressed data</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>ein Byte Skip von -1 bei komprimierten Daten</translation>
    </message>
    <message>
        <source>no voxel data and no field &apos;data file&apos;</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>keine Voxeldaten und kein Feld „data file“</translation>
    </message>
    <message>
        <source>an empty list of voxel data files</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>eine leere Liste von Voxeldateien</translation>
    </message>
    <message>
        <source>{name} has no valid voxel spacing along its axis {axis} ({values}); its header may be damaged.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} hat entlang der Achse {axis} keinen gültigen Voxelabstand ({values}); der Header ist möglicherweise beschädigt.</translation>
    </message>
    <message>
        <source>data that is not compressed as its header says</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>Daten, die nicht wie im Header angegeben komprimiert sind</translation>
    </message>
    <message>
        <source>its affine differs</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>die Affine weicht ab</translation>
    </message>
    <message>
        <source>its shape is {found} and should be {wanted}</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>die Größe ist {found} und müsste {wanted} sein</translation>
    </message>
    <message>
        <source>its spacing is {found} mm and should be {wanted} mm</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>der Voxelabstand ist {found} mm und müsste {wanted} mm sein</translation>
    </message>
    <message>
        <source>its affine turns the axes by {turned:.3g}°</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>die Affine dreht die Achsen um {turned:.3g}°</translation>
    </message>
    <message>
        <source>its affine puts the first voxel at {found} mm and not at {wanted} mm (LPS)</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>die Affine legt das erste Voxel auf {found} mm und nicht auf {wanted} mm (LPS)</translation>
    </message>
    <message>
        <source>{count} voxels were not finite numbers; NaN now counts as {low:.6g}, infinity as the largest or smallest finite value.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{count} Voxel waren keine endlichen Zahlen; NaN gilt jetzt als {low:.6g}, Unendlich als der größte oder kleinste endliche Wert.</translation>
    </message>
    <message>
        <source>{name} is not a format that can be opened here; use NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd) or DICOM.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} hat kein Format, das hier geöffnet werden kann; verwenden Sie NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd) oder DICOM.</translation>
    </message>
    <message>
        <source>a header line of more than 65,536 characters</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>eine Header-Zeile mit mehr als 65.536 Zeichen</translation>
    </message>
    <message>
        <source>control characters in its header</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>Steuerzeichen im Header</translation>
    </message>
    <message>
        <source>two values of its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>zwei Werte des Felds „{name}“</translation>
    </message>
    <message>
        <source>no numbers in its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>keine Zahlen im Feld „{name}“</translation>
    </message>
    <message>
        <source>{count} numbers in its field &apos;{name}&apos; instead of {wanted}</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{count} Zahlen im Feld „{name}“ statt {wanted}</translation>
    </message>
    <message>
        <source>no whole number in its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>keine ganze Zahl im Feld „{name}“</translation>
    </message>
    <message>
        <source>{count} numbers in its field &apos;{name}&apos; instead of {dimension}</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{count} Zahlen im Feld „{name}“ statt {dimension}</translation>
    </message>
    <message>
        <source>an impossible size ({size})</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>eine unmögliche Größe ({size})</translation>
    </message>
    <message>
        <source>an impossible number of voxel data files</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>eine unmögliche Anzahl von Voxeldateien</translation>
    </message>
    <message>
        <source>an impossible name of its voxel data file</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>ein unmöglicher Name der Voxeldatei</translation>
    </message>
    <message>
        <source>{name} lies in the same folder; programs built on ITK now open {saved} instead of it.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} liegt im selben Ordner; auf ITK beruhende Programme öffnen jetzt {saved} stattdessen.</translation>
    </message>
    <message>
        <source>see its documentation</source>
        <extracomment>annotator/services/about.py</extracomment>
        <translation>siehe Dokumentation</translation>
    </message>
    <message>
        <source>Put {names} into {group}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{names} in {group} aufnehmen</translation>
    </message>
    <message>
        <source>Take {names} out of the group</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{names} aus der Gruppe nehmen</translation>
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
        <source>Dice of a hidden one {after:.2f} ({before:.2f} before)</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>Dice einer verdeckten {after:.2f} (vorher {before:.2f})</translation>
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
        <source>Measure {kind} {figure}</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>{kind} {figure} messen</translation>
    </message>
    <message>
        <source>Move a measurement</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>Messung verschieben</translation>
    </message>
    <message>
        <source>Remove a measurement</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>Messung entfernen</translation>
    </message>
    <message>
        <source>Remove all measurements</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>Alle Messungen entfernen</translation>
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
        <source>Prefill the case</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>Fall vorausfüllen</translation>
    </message>
    <message>
        <source>Labels of the finished cases</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>Labels der fertigen Fälle</translation>
    </message>
    <message>
        <source>Prefilled {note}</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>Vorausgefüllt {note}</translation>
    </message>
    <message>
        <source>{name} is not painted on any slice: there is nothing to compute.</source>
        <extracomment>annotator/services/probabilities.py</extracomment>
        <translation>{name} ist auf keiner Schicht eingezeichnet: Es gibt nichts zu berechnen.</translation>
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
        <source>Nothing was found around the clicks: click once more inside {name}, draw a short scribble along it, or paint it with the brush (2).</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>Um die Klicks wurde nichts gefunden: Klicken Sie noch einmal in {name}, ziehen Sie dort einen kurzen Strich, oder zeichnen Sie die Struktur mit dem Pinsel (2) ein.</translation>
    </message>
    <message>
        <source>What was found is {name} already, or may not be painted over: unlock the labels in its way, or change what is painted over.</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>Was gefunden wurde, ist schon {name} oder darf nicht übermalt werden: Entsperren Sie die Labels, die im Weg sind, oder ändern Sie, was übermalt wird.</translation>
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
        <translation>Nichts verlässt diesen Computer. Bilder und Masken bleiben, wo Sie sie öffnen und speichern. Daneben bewahrt das Programm auf:</translation>
    </message>
    <message>
        <source>&lt;b&gt;Not a medical device.&lt;/b&gt; It must not be used for diagnosis or treatment. Masks are proposals: look at every slice before you use them.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>&lt;b&gt;Kein Medizinprodukt.&lt;/b&gt; Das Programm darf nicht für Diagnose oder Behandlung verwendet werden. Masken sind Vorschläge: Sehen Sie jede Schicht an, bevor Sie sie verwenden.</translation>
    </message>
    <message>
        <source>Label CT and MRI: paint an organ on a few slices, propagate to the others, review slice by slice, and save a mask that lies exactly on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Segmentieren in CT und MRT: Zeichnen Sie ein Organ auf wenigen Schichten ein, propagieren Sie es auf die übrigen, prüfen Sie Schicht für Schicht, und speichern Sie eine Maske, die genau auf den Voxeln des Bildes liegt.</translation>
    </message>
    <message>
        <source>&lt;b&gt;What “CAT-Net” means here.&lt;/b&gt; The network is built from the paper “Few Shot Medical Image Segmentation with Cross Attention Transformer” (Lin et al., 2023), with its cross attention and its iterative refinement switched on: each iteration changes the mask, and the Review panel shows all of them. The weights were trained for this program. &lt;b&gt;Interpolation&lt;/b&gt; blends the shapes of painted slices and does not look at the image; &lt;b&gt;Fused&lt;/b&gt; combines both.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>&lt;b&gt;Was „CAT-Net“ hier bedeutet.&lt;/b&gt; Das Netz ist nach der Arbeit „Few Shot Medical Image Segmentation with Cross Attention Transformer“ (Lin et al., 2023) gebaut, mit Cross-Attention und iterativer Verfeinerung: Jede Iteration ändert die Maske, und das Feld Prüfung zeigt sie alle. Die Gewichte wurden für dieses Programm trainiert. &lt;b&gt;Interpolation&lt;/b&gt; überblendet die Formen eingezeichneter Schichten und sieht das Bild nicht an; &lt;b&gt;Kombiniert&lt;/b&gt; verbindet beides.</translation>
    </message>
    <message>
        <source>Apache-2.0 licence.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Apache-2.0-Lizenz.</translation>
    </message>
    <message>
        <source>Libraries</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>About CAT-Net Annotator</source>
        <extracomment>annotator/ui/about_dialog.py, annotator/ui/help_flow.py</extracomment>
        <translation>Über CAT-Net Annotator</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Parts and licences</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Bestandteile und Lizenzen</translation>
    </message>
    <message>
        <source>Your data</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Ihre Daten</translation>
    </message>
    <message>
        <source>Models</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>The network {model} answers clicks.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Das Netz {model} beantwortet Klicks.</translation>
    </message>
    <message>
        <source>The random walker answers clicks; no network for them is installed.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Der Random Walker beantwortet Klicks; ein Netz dafür ist nicht installiert.</translation>
    </message>
    <message>
        <source>The random walker answers clicks.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Der Random Walker beantwortet Klicks.</translation>
    </message>
    <message>
        <source>Random walker answers clicks</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Random Walker beantwortet Klicks</translation>
    </message>
    <message>
        <source>Enter keeps the mask.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Enter behält die Maske.</translation>
    </message>
    <message>
        <source>Accept slices</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>Schichten übernehmen</translation>
    </message>
    <message>
        <source>Only slices that I have looked at</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>Nur Schichten, die ich angesehen habe</translation>
    </message>
    <message>
        <source>All labels</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>Alle Labels</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>Übernehmen</translation>
    </message>
    <message>
        <source>Reject</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Accepting changes the mask in {outcome}.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>Übernehmen ändert die Maske: {outcome}.</translation>
    </message>
    <message>
        <source>Nothing waits in these slices.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>In diesen Schichten wartet nichts.</translation>
    </message>
    <message numerus="yes">
        <source>{n} of these slices you have not looked at.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>
            <numerusform>Eine dieser Schichten haben Sie nicht angesehen.</numerusform>
            <numerusform>{n} dieser Schichten haben Sie nicht angesehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>The denoised volume is ready.</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>Das entrauschte Volumen ist fertig.</translation>
    </message>
    <message>
        <source>noise about {level}{unit}</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>Rauschen etwa {level}{unit}</translation>
    </message>
    <message>
        <source>Denoise</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Entrauschen</translation>
    </message>
    <message>
        <source>Take the noise out of the slice in view, or of the whole volume</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>Rauschen aus der angezeigten Schicht oder dem ganzen Volumen entfernen</translation>
    </message>
    <message>
        <source>Before / after denoising</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>Vor / nach dem Entrauschen</translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Bilder (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>NIfTI mask (*.nii.gz *.nii);;NRRD mask (*.nrrd);;3D Slicer segmentation (*.seg.nrrd);;MetaImage mask (*.mha);;DICOM-SEG, of a DICOM series (*.dcm);;RTSTRUCT contours, of a DICOM series (*.rtstruct.dcm)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>NIfTI-Maske (*.nii.gz *.nii);;NRRD-Maske (*.nrrd);;3D-Slicer-Segmentierung (*.seg.nrrd);;MetaImage-Maske (*.mha);;DICOM-SEG, zu einer DICOM-Serie (*.dcm);;RTSTRUCT-Konturen, zu einer DICOM-Serie (*.rtstruct.dcm)</translation>
    </message>
    <message>
        <source>ITK-SNAP labels (*.txt *.label);;Slicer colours (*.ctbl);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>ITK-SNAP-Labels (*.txt *.label);;Slicer-Farben (*.ctbl);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>There is already a label set called {name}. Replace it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Es gibt schon einen Label-Satz namens {name}. Ersetzen?</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Ungespeicherte Arbeit</translation>
    </message>
    <message>
        <source>Save them before going on?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Vor dem Weitermachen speichern?</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Datei ersetzen?</translation>
    </message>
    <message>
        <source>Replace {name}?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} ersetzen?</translation>
    </message>
    <message>
        <source>This file in {parent} was there before the mask was saved for the first time.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Diese Datei in {parent} gab es schon, bevor die Maske zum ersten Mal gespeichert wurde.</translation>
    </message>
    <message>
        <source>Replace</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Ersetzen</translation>
    </message>
    <message>
        <source>Save as new file…</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Als neue Datei speichern …</translation>
    </message>
    <message>
        <source>Open as mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Als Maske öffnen?</translation>
    </message>
    <message>
        <source>{name} holds labels on the grid of the open image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} enthält Labels auf dem Gitter des geöffneten Bildes.</translation>
    </message>
    <message>
        <source>Open it as the mask of this image, or as an image of its own?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Als Maske dieses Bildes öffnen oder als eigenes Bild?</translation>
    </message>
    <message>
        <source>Open as mask</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Als Maske öffnen</translation>
    </message>
    <message>
        <source>Open as image</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Als Bild öffnen</translation>
    </message>
    <message>
        <source>Open its mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Maske mit öffnen?</translation>
    </message>
    <message>
        <source>{name} was saved for this image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} wurde zu diesem Bild gespeichert.</translation>
    </message>
    <message>
        <source>Open it and go on where you left off, or start with an empty mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Öffnen und weitermachen, wo Sie aufgehört haben, oder mit leerer Maske beginnen?</translation>
    </message>
    <message>
        <source>Open the mask</source>
        <extracomment>annotator/ui/dialogs.py, annotator/ui/order_dialog.py</extracomment>
        <translation>Maske öffnen</translation>
    </message>
    <message>
        <source>Start empty</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Leer beginnen</translation>
    </message>
    <message>
        <source>Unsaved work found</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Ungespeicherte Arbeit gefunden</translation>
    </message>
    <message>
        <source>Unsaved work on this image from {when} was found.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Es gibt ungespeicherte Arbeit an diesem Bild vom {when}.</translation>
    </message>
    <message>
        <source>Recover</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Wiederherstellen</translation>
    </message>
    <message>
        <source>Delete it</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Löschen</translation>
    </message>
    <message>
        <source>Time series</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Zeitserie</translation>
    </message>
    <message numerus="yes">
        <source>This file holds {n} time points. Which one shall be opened?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>Diese Datei enthält {n} Zeitpunkt. Welcher soll geöffnet werden?</numerusform>
            <numerusform>Diese Datei enthält {n} Zeitpunkte. Welcher soll geöffnet werden?</numerusform>
        </translation>
    </message>
    <message>
        <source>Open this mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Diese Maske öffnen?</translation>
    </message>
    <message>
        <source>Uneven slices</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Ungleichmäßige Schichten</translation>
    </message>
    <message>
        <source>Open it as if the slices were evenly spaced? Lengths and volumes will not be exact.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Öffnen, als wären die Schichten gleichmäßig verteilt? Längen und Volumina sind dann nicht genau.</translation>
    </message>
    <message>
        <source>Open all the same</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Trotzdem öffnen</translation>
    </message>
    <message>
        <source>Replace the label set?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Label-Satz ersetzen?</translation>
    </message>
    <message>
        <source>Problem</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Problem</translation>
    </message>
    <message>
        <source>The mask of {name} has changes that are not saved.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Die Maske von {name} hat ungespeicherte Änderungen.</translation>
    </message>
    <message numerus="yes">
        <source>You have not accepted or rejected {n} proposed slices of {name}.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>{n} vorgeschlagene Schicht von {name} haben Sie weder übernommen noch verworfen.</numerusform>
            <numerusform>{n} vorgeschlagene Schichten von {name} haben Sie weder übernommen noch verworfen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on drops what is proposed.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Beim Weitermachen geht der Vorschlag verloren.</translation>
    </message>
    <message>
        <source>Drop proposal</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Vorschlag verwerfen</translation>
    </message>
    <message numerus="yes">
        <source>The {n} proposed slices that you have not accepted would be lost.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>Die vorgeschlagene Schicht, die Sie nicht übernommen haben, ginge verloren.</numerusform>
            <numerusform>Die {n} vorgeschlagenen Schichten, die Sie nicht übernommen haben, gingen verloren.</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Wiederherstellen?</translation>
    </message>
    <message>
        <source>Centre {center:g}, width {width:g} HU</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Zentrum {center:g}, Breite {width:g} HU</translation>
    </message>
    <message>
        <source>Edit presets…</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Voreinstellungen bearbeiten …</translation>
    </message>
    <message>
        <source>Automatic for the whole image</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Automatisch für das ganze Bild</translation>
    </message>
    <message>
        <source>Brighter</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Heller</translation>
    </message>
    <message>
        <source>Darker</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Dunkler</translation>
    </message>
    <message>
        <source>Invert: the lowest values are white</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Umkehren: Die niedrigsten Werte sind weiß</translation>
    </message>
    <message>
        <source>Automatic for the slice in view</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>Automatisch für die angezeigte Schicht</translation>
    </message>
    <message>
        <source>A window preset in {path} has no positive width; correct the file.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation>Eine Fenster-Voreinstellung in {path} hat keine positive Breite; korrigieren Sie die Datei.</translation>
    </message>
    <message>
        <source>The window presets in {path} cannot be read ({error}); each [[preset]] needs name, center and width.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation>Die Fenster-Voreinstellungen in {path} können nicht gelesen werden ({error}); jedes [[preset]] braucht name, center und width.</translation>
    </message>
    <message>
        <source>Growing from seeds…</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Wächst aus Startbereichen …</translation>
    </message>
    <message numerus="yes">
        <source>Masks on {n} slices have grown: look through and accept them.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>
            <numerusform>Auf {n} Schicht ist eine Maske gewachsen: Sehen Sie sie an, und übernehmen Sie sie.</numerusform>
            <numerusform>Auf {n} Schichten sind Masken gewachsen: Sehen Sie sie durch, und übernehmen Sie sie.</numerusform>
        </translation>
    </message>
    <message>
        <source>Growing from seeds did not work: {reason}</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Das Wachsen aus Startbereichen hat nicht geklappt: {reason}</translation>
    </message>
    <message>
        <source>The mask has changed meanwhile: grow again.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Die Maske hat sich inzwischen geändert: Lassen Sie noch einmal wachsen.</translation>
    </message>
    <message>
        <source>Copy shape to next slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Form auf nächste Schicht kopieren</translation>
    </message>
    <message>
        <source>As a suggestion on the next slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Als Vorschlag auf der nächsten Schicht: Korrigieren oder übernehmen Sie ihn dort</translation>
    </message>
    <message>
        <source>Copy shape to previous slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Form auf vorige Schicht kopieren</translation>
    </message>
    <message>
        <source>As a suggestion on the previous slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Als Vorschlag auf der vorigen Schicht: Korrigieren oder übernehmen Sie ihn dort</translation>
    </message>
    <message>
        <source>Suggests masks from what is painted of several labels, up to the edges of the image;
hidden and locked labels take no part</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>Schlägt Masken vor, die aus dem Eingezeichneten mehrerer Labels bis an die Kanten im Bild wachsen;
ausgeblendete und gesperrte Labels nehmen nicht teil</translation>
    </message>
    <message>
        <source>From now on the effort goes into {path}.</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>Ab jetzt wird der Aufwand in {path} festgehalten.</translation>
    </message>
    <message>
        <source>Keep an effort ledger</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>Aufwandsprotokoll führen</translation>
    </message>
    <message>
        <source>Seconds, strokes and accepted slices per label, without names or clock times, in {path}</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>Sekunden, Striche und übernommene Schichten je Label, ohne Namen und Uhrzeiten, in {path}</translation>
    </message>
    <message>
        <source>All cases that are done, into a new folder; every file is read back and compared</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>Alle fertigen Fälle in einen neuen Ordner; jede Datei wird nachgelesen und verglichen</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks were exported to {folder}, read back and compared.</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>
            <numerusform>{n} Maske wurde nach {folder} exportiert, nachgelesen und verglichen.</numerusform>
            <numerusform>{n} Masken wurden nach {folder} exportiert, nachgelesen und verglichen.</numerusform>
        </translation>
    </message>
    <message>
        <source>Export finished masks for nnU-Net…</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>Fertige Masken für nnU-Net exportieren …</translation>
    </message>
    <message>
        <source>Export finished masks as BIDS…</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>Fertige Masken als BIDS exportieren …</translation>
    </message>
    <message>
        <source>New or empty folder for {format}</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>Neuer oder leerer Ordner für {format}</translation>
    </message>
    <message>
        <source>Exported: {case}</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>Exportiert: {case}</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases could not be exported.</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>
            <numerusform>{n} Fall konnte nicht exportiert werden.</numerusform>
            <numerusform>{n} Fälle konnten nicht exportiert werden.</numerusform>
        </translation>
    </message>
    <message>
        <source>NIfTI image (*.nii.gz *.nii);;NRRD image (*.nrrd);;MetaImage (*.mha)</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>NIfTI-Bild (*.nii.gz *.nii);;NRRD-Bild (*.nrrd);;MetaImage (*.mha)</translation>
    </message>
    <message>
        <source>Open image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Bild öffnen</translation>
    </message>
    <message>
        <source>Open DICOM folder</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>DICOM-Ordner öffnen</translation>
    </message>
    <message>
        <source>Open labels</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Labels öffnen</translation>
    </message>
    <message>
        <source>Save image as NIfTI</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Bild als NIfTI speichern</translation>
    </message>
    <message>
        <source>Open image…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation>Bild öffnen …</translation>
    </message>
    <message>
        <source>Open DICOM folder…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation>DICOM-Ordner öffnen …</translation>
    </message>
    <message>
        <source>Open labels…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Labels öffnen …</translation>
    </message>
    <message>
        <source>Save mask as…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Maske speichern unter …</translation>
    </message>
    <message>
        <source>Save image as NIfTI…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Bild als NIfTI speichern …</translation>
    </message>
    <message>
        <source>Writes the image, such as a DICOM series, on exactly the grid of its mask</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Schreibt das Bild, etwa eine DICOM-Serie, genau auf dem Gitter seiner Maske</translation>
    </message>
    <message>
        <source>Close image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>Bild schließen</translation>
    </message>
    <message>
        <source>Paint {name} on one slice to see where it may be.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Zeichnen Sie {name} auf einer Schicht ein, um zu sehen, wo es vorkommen könnte.</translation>
    </message>
    <message>
        <source>Slice guidance is off (View menu).</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schicht-Hinweise sind aus (Menü Ansicht).</translation>
    </message>
    <message>
        <source>Looking at the slices…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Die Schichten werden betrachtet …</translation>
    </message>
    <message>
        <source>Looking for {name}…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name} wird gesucht …</translation>
    </message>
    <message>
        <source>{name}: {first} to {last}, set by you</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}: {first} bis {last}, von Ihnen festgelegt</translation>
    </message>
    <message>
        <source>Suggest slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schichten vorschlagen</translation>
    </message>
    <message>
        <source>{name} starts at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name} beginnt bei Schicht {index}</translation>
    </message>
    <message>
        <source>{name} ends at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name} endet bei Schicht {index}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices, with those painted</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>
            <numerusform>{n} Schicht, mit den eingezeichneten</numerusform>
            <numerusform>{n} Schichten, mit den eingezeichneten</numerusform>
        </translation>
    </message>
    <message>
        <source>Slice guidance</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schicht-Hinweise</translation>
    </message>
    <message>
        <source>Judge slices in the background: region, presence, ends, slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schichten im Hintergrund beurteilen: Region, Vorkommen, Enden, einzuzeichnende Schichten</translation>
    </message>
    <message>
        <source>Suggest slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schichten zum Einzeichnen vorschlagen</translation>
    </message>
    <message>
        <source>Next slice to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Nächste einzuzeichnende Schicht</translation>
    </message>
    <message>
        <source>The next suggested one, or the middle of the widest gap between painted slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Die nächste vorgeschlagene oder die Mitte der größten Lücke zwischen eingezeichneten Schichten</translation>
    </message>
    <message>
        <source>Reset the structure&apos;s ends</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Enden der Struktur zurücksetzen</translation>
    </message>
    <message>
        <source>Back from ends that you have set to those suggested</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Von Ihnen festgelegte Enden durch die vorgeschlagenen ersetzen</translation>
    </message>
    <message>
        <source>{name}: paint slices {numbers}. N goes to the next of them.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}: Zeichnen Sie die Schichten {numbers} ein. N führt zur nächsten davon.</translation>
    </message>
    <message numerus="yes">
        <source>{name}: {n} slices are painted already. Propagate now.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>
            <numerusform>{name}: {n} Schicht ist schon eingezeichnet. Propagieren Sie jetzt.</numerusform>
            <numerusform>{name}: {n} Schichten sind schon eingezeichnet. Propagieren Sie jetzt.</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Schichten werden betrachtet</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Presets and label sets</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Voreinstellungen und Label-Sätze</translation>
    </message>
    <message>
        <source>Unsaved work, until it is saved</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Ungespeicherte Arbeit, bis sie gespeichert ist</translation>
    </message>
    <message>
        <source>History</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>Image opened</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Bild geöffnet</translation>
    </message>
    <message>
        <source>History…</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Verlauf …</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <extracomment>annotator/ui/help_flow.py, annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Versions, licences of all parts, where data lies</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Versionen, Lizenzen aller Bestandteile, Speicherorte der Daten</translation>
    </message>
    <message>
        <source>Prefill from finished cases</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>Aus fertigen Fällen vorausfüllen</translation>
    </message>
    <message>
        <source>These finished cases help. Take the tick from those that should not, such as unusual anatomy. What comes out is a proposal: look at every slice.</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>Diese fertigen Fälle helfen mit. Wählen Sie die ab, die es nicht sollen, etwa bei ungewöhnlicher Anatomie. Das Ergebnis ist ein Vorschlag: Sehen Sie jede Schicht an.</translation>
    </message>
    <message>
        <source>Prefill</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>Vorausfüllen</translation>
    </message>
    <message>
        <source>Click a slice to see what that place attends to on the others.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Klicken Sie auf eine Schicht, um zu sehen, worauf diese Stelle in den anderen achtet.</translation>
    </message>
    <message>
        <source>Attention by painted slice: {shares}.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Aufmerksamkeit je eingezeichneter Schicht: {shares}.</translation>
    </message>
    <message>
        <source>Slice in view</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Angezeigte Schicht</translation>
    </message>
    <message>
        <source>Which of the network&apos;s attention heads is drawn</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Welcher Attention-Kopf des Netzes gezeichnet wird</translation>
    </message>
    <message>
        <source>In view: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Angezeigt: Schicht {index}</translation>
    </message>
    <message>
        <source>The first mask attends to nothing: choose a later iteration.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Die erste Maske achtet auf nichts: Wählen Sie eine spätere Iteration.</translation>
    </message>
    <message>
        <source>That place lies outside the network&apos;s window.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Diese Stelle liegt außerhalb des Ausschnitts, den das Netz sieht.</translation>
    </message>
    <message>
        <source>What the clicked place of the painted slice attends to on the slice in view.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Worauf die angeklickte Stelle der eingezeichneten Schicht in der angezeigten achtet.</translation>
    </message>
    <message>
        <source>Head</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Kopf (Attention)</translation>
    </message>
    <message>
        <source>All, averaged</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Alle, gemittelt</translation>
    </message>
    <message>
        <source>Painted: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>Eingezeichnet: Schicht {index}</translation>
    </message>
    <message>
        <source>Computing…</source>
        <extracomment>annotator/ui/inspector/attention_page.py, annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>Voxels changed</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>Geänderte Voxel</translation>
    </message>
    <message>
        <source>Iteration</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>Iteration</translation>
    </message>
    <message>
        <source>95 % distance, mm</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>95-%-Abstand, mm</translation>
    </message>
    <message>
        <source>Along the slices</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>Entlang der Schichten</translation>
    </message>
    <message>
        <source>Slice</source>
        <extracomment>annotator/ui/inspector/curves_page.py, annotator/ui/measure_flow.py, annotator/ui/presence_flow.py, annotator/ui/reference_flow.py</extracomment>
        <translation>Schicht</translation>
    </message>
    <message>
        <source>Dice to before</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>Dice zur vorigen</translation>
    </message>
    <message>
        <source>Network&apos;s share</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>Anteil des Netzes</translation>
    </message>
    <message>
        <source>to reference</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>zur Referenz</translation>
    </message>
    <message>
        <source>Propagate first. Then you can look here into what every iteration did.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Propagieren Sie zuerst. Dann können Sie hier sehen, was jede Iteration getan hat.</translation>
    </message>
    <message>
        <source>The last run did not fill this label. Choose one of its labels to look into it.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Der letzte Lauf hat dieses Label nicht gefüllt. Wählen Sie eines seiner Labels, um ihn zu untersuchen.</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Bilder (*.png *.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>Tabellen (*.csv)</translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>NIfTI (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>This slice cannot be looked into: {sentence}</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Diese Schicht lässt sich nicht untersuchen: {sentence}</translation>
    </message>
    <message>
        <source>Save this page</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Diese Seite speichern</translation>
    </message>
    <message>
        <source>Save figures</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Kennzahlen speichern</translation>
    </message>
    <message>
        <source>Saved {name}; slices are counted as in the window, from 1.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>{name} gespeichert; Schichten werden wie im Fenster ab 1 gezählt.</translation>
    </message>
    <message>
        <source>Save provenance</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Herkunft speichern</translation>
    </message>
    <message>
        <source>Save probabilities in</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Wahrscheinlichkeiten speichern in</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py, annotator/ui/surface_flow.py</extracomment>
        <translation>{name} gespeichert.</translation>
    </message>
    <message>
        <source>Inspector</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Inspektor</translation>
    </message>
    <message>
        <source>Nothing is sent; runs stay on this computer.</source>
        <extracomment>annotator/ui/cluster_flow.py</extracomment>
        <translation>Nichts wird gesendet; Läufe bleiben auf diesem Computer.</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two numbers</comment>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/intensity_limits.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>bis</translation>
    </message>
    <message>
        <source>Runs on a cluster</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Läufe auf einem Cluster</translation>
    </message>
    <message>
        <source>Address of the scheduler: tls://…, or on this computer tcp://127.0.0.1:…</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Adresse des Schedulers: tls://…, oder auf diesem Computer tcp://127.0.0.1:…</translation>
    </message>
    <message>
        <source>Send images?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Bilder senden?</translation>
    </message>
    <message>
        <source>Runs on this cluster send images to {address}.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Läufe auf diesem Cluster senden Bilder an {address}.</translation>
    </message>
    <message>
        <source>While it is chosen as device, the voxels of every image that you work on go there, with your painted slices. Names and other data of the patient stay here. Whoever runs that computer can see what it gets.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Solange der Cluster als Gerät gewählt ist, gehen die Voxel jedes Bildes, an dem Sie arbeiten, mit Ihren eingezeichneten Schichten dorthin. Name und andere Daten des Patienten bleiben hier. Wer den Computer dort betreibt, kann sehen, was er erhält.</translation>
    </message>
    <message>
        <source>Send images there</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Bilder dorthin senden</translation>
    </message>
    <message>
        <source>Do not send</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>Nicht senden</translation>
    </message>
    <message>
        <source>What can be made anew</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Was neu erzeugt werden kann</translation>
    </message>
    <message>
        <source>Log</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>Protokoll</translation>
    </message>
    <message>
        <source>What every iteration of the last run did, and what it was led by</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>Was jede Iteration des letzten Laufs getan hat und wovon sie geleitet wurde</translation>
    </message>
    <message>
        <source>The run did not fill this slice. Go to one that it filled.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Der Lauf hat diese Schicht nicht gefüllt. Gehen Sie zu einer, die er gefüllt hat.</translation>
    </message>
    <message>
        <source>Mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Maske</translation>
    </message>
    <message>
        <source>Probability</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Network alone</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Nur Netz</translation>
    </message>
    <message>
        <source>Prior mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Prior-Maske</translation>
    </message>
    <message>
        <source>Location prior</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Lage-Prior</translation>
    </message>
    <message>
        <source>Contour after this iteration; green was gained in it, red was lost</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Kontur nach dieser Iteration; Grün kam hinzu, Rot fiel weg</translation>
    </message>
    <message>
        <source>Foreground probability that the mask is cut from</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Vordergrund-Wahrscheinlichkeit, aus der die Maske geschnitten wird</translation>
    </message>
    <message>
        <source>What the network says before interpolation has a part in it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Was das Netz sagt, bevor die Interpolation beiträgt</translation>
    </message>
    <message>
        <source>Where the image resembles the painted structure, as MIFE sees it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Wo das Bild der eingezeichneten Struktur ähnelt, wie MIFE es sieht</translation>
    </message>
    <message>
        <source>Interpolated shape as the network is told: orange inside</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Interpolierte Form, wie das Netz sie erhält: Orange ist innen</translation>
    </message>
    <message>
        <source>Probability, {share:.0%} network</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Wahrsch., {share:.0%} Netz</translation>
    </message>
    <message>
        <source>Mask, change coloured</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Maske, Änderung farbig</translation>
    </message>
    <message>
        <source>First mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Erste Maske</translation>
    </message>
    <message>
        <source>No network had a part in this run.</source>
        <extracomment>annotator/ui/inspector/attention_page.py, annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>An diesem Lauf war kein Netz beteiligt.</translation>
    </message>
    <message>
        <source>Paint {name} on two slices, each about a quarter of its length from its ends, then this leads on.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>Zeichnen Sie {name} auf zwei Schichten ein, je etwa ein Viertel der Länge von den Enden entfernt; dann geht es hier weiter.</translation>
    </message>
    <message>
        <source>Every slice from the first to the last painted one of {name} is painted.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>Von der ersten bis zur letzten eingezeichneten Schicht ist {name} überall eingezeichnet.</translation>
    </message>
    <message>
        <source>It follows the edges of the image; for where the network is misled</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Er folgt den Kanten im Bild; für Stellen, an denen sich das Netz irrt</translation>
    </message>
    <message>
        <source>{name}: {first} to {last}, suggested</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}: {first} bis {last}, vorgeschlagen</translation>
    </message>
    <message>
        <source>Marks those inside the structure that would cover it best (filled), and evenly spaced ones</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>Markiert die im Inneren der Struktur, die sie am besten abdecken (gefüllt), und gleichmäßig verteilte</translation>
    </message>
    <message>
        <source>Iterations</source>
        <extracomment>annotator/ui/inspector/panel.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Iterationen</translation>
    </message>
    <message>
        <source>Curves</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Kurven</translation>
    </message>
    <message>
        <source>Attention</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Attention</translation>
    </message>
    <message>
        <source>Play</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Abspielen</translation>
    </message>
    <message>
        <source>Go through the iterations again and again</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Die Iterationen fortlaufend durchgehen</translation>
    </message>
    <message>
        <source>Accept here</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Hier übernehmen</translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of this slice</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Die angezeigte Iteration als Ergebnis dieser Schicht nehmen</translation>
    </message>
    <message>
        <source>Accept everywhere</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Überall übernehmen</translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of all open slices</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Die angezeigte Iteration als Ergebnis aller offenen Schichten nehmen</translation>
    </message>
    <message>
        <source>Reference…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Referenz …</translation>
    </message>
    <message>
        <source>Open a complete mask to measure every iteration against</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Eine vollständige Maske öffnen, an der jede Iteration gemessen wird</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Earlier iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Frühere Iteration</translation>
    </message>
    <message>
        <source>Later iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Spätere Iteration</translation>
    </message>
    <message>
        <source>This page as PNG or SVG…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Diese Seite als PNG oder SVG …</translation>
    </message>
    <message>
        <source>Figures of all slices as CSV…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Kennzahlen aller Schichten als CSV …</translation>
    </message>
    <message>
        <source>Probabilities of all iterations as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Wahrscheinlichkeiten aller Iterationen als NIfTI …</translation>
    </message>
    <message>
        <source>Who made each voxel of the mask, as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Herkunft jedes Voxels der Maske als NIfTI …</translation>
    </message>
    <message>
        <source>One mask</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>Eine Maske</translation>
    </message>
    <message>
        <source>{name} is not painted on slice {index}: paint it to support a run.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>{name} ist auf Schicht {index} nicht eingezeichnet: Zeichnen Sie es ein, um einen Lauf zu stützen.</translation>
    </message>
    <message>
        <source>Save as label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Als Label-Satz speichern</translation>
    </message>
    <message>
        <source>Name of the label set:</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Name des Label-Satzes:</translation>
    </message>
    <message>
        <source>Import label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label-Namen importieren</translation>
    </message>
    <message>
        <source>Import labels from {name}</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Labels aus {name} importieren</translation>
    </message>
    <message>
        <source>Export label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label-Namen exportieren</translation>
    </message>
    <message>
        <source>Saved the label set {name}: Labels › Start from a label set.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label-Satz {name} gespeichert: Labels › Mit einem Label-Satz beginnen.</translation>
    </message>
    <message>
        <source>Add label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label hinzufügen</translation>
    </message>
    <message>
        <source>Delete label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label löschen</translation>
    </message>
    <message>
        <source>Label above</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label darüber</translation>
    </message>
    <message>
        <source>Label below</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label darunter</translation>
    </message>
    <message>
        <source>Save as label set…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Als Label-Satz speichern …</translation>
    </message>
    <message>
        <source>Keep these labels, to start from them with other images</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Diese Labels aufbewahren, um bei anderen Bildern mit ihnen zu beginnen</translation>
    </message>
    <message>
        <source>Import label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label-Namen importieren …</translation>
    </message>
    <message>
        <source>Export label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Label-Namen exportieren …</translation>
    </message>
    <message>
        <source>Use this slice as support</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Diese Schicht als Stütze verwenden</translation>
    </message>
    <message>
        <source>Painted slices guide the propagation unless they are switched off here</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Eingezeichnete Schichten leiten die Propagation, wenn sie nicht hier ausgeschaltet werden</translation>
    </message>
    <message>
        <source>Structure absent on this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Struktur fehlt auf dieser Schicht</translation>
    </message>
    <message>
        <source>A hard end: the propagation does not go past this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>Ein festes Ende: Die Propagation geht nicht über diese Schicht hinaus</translation>
    </message>
    <message>
        <source>Groups</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Gruppen</translation>
    </message>
    <message>
        <source>Group of labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Label-Gruppe</translation>
    </message>
    <message>
        <source>Name of the group:</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Name der Gruppe:</translation>
    </message>
    <message>
        <source>Find label…</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Label suchen …</translation>
    </message>
    <message>
        <source>By a part of its name, or its value</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Nach einem Teil des Namens oder dem Wert</translation>
    </message>
    <message>
        <source>Rename label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Label umbenennen</translation>
    </message>
    <message>
        <source>Show only the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Nur das aktive Label anzeigen</translation>
    </message>
    <message>
        <source>Hides all others; choosing another label shows that one</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Blendet alle anderen aus; wählen Sie ein anderes, erscheint dieses</translation>
    </message>
    <message>
        <source>Show or hide the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Aktives Label ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Lock or unlock the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Aktives Label sperren oder entsperren</translation>
    </message>
    <message>
        <source>Show all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Alle Labels anzeigen</translation>
    </message>
    <message>
        <source>Lock all other labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Alle anderen Labels sperren</translation>
    </message>
    <message>
        <source>Neither tools nor proposals change them</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Weder Werkzeuge noch Vorschläge ändern sie</translation>
    </message>
    <message>
        <source>Unlock all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Alle Labels entsperren</translation>
    </message>
    <message>
        <source>Put the active label into a group…</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Aktives Label in eine Gruppe aufnehmen …</translation>
    </message>
    <message>
        <source>Groups stand together in the list and are shown, hidden and locked as one</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Gruppen stehen in der Liste beieinander und werden gemeinsam ein- und ausgeblendet und gesperrt</translation>
    </message>
    <message>
        <source>Take the active label out of its group</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Aktives Label aus seiner Gruppe nehmen</translation>
    </message>
    <message>
        <source>Show only the group of the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Nur die Gruppe des aktiven Labels anzeigen</translation>
    </message>
    <message>
        <source>Show all labels brings the others back</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>„Alle Labels anzeigen“ holt die übrigen zurück</translation>
    </message>
    <message>
        <source>Expand or collapse the group of the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>Gruppe des aktiven Labels auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Forget what was learned</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation>Gelerntes vergessen</translation>
    </message>
    <message>
        <source>Drops what the network learned from your painted slices; it starts afresh</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation>Verwirft, was das Netz aus Ihren eingezeichneten Schichten gelernt hat; es beginnt von vorn</translation>
    </message>
    <message>
        <source>Cancel the run / no tool</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation>Lauf abbrechen / kein Werkzeug</translation>
    </message>
    <message>
        <source>Messages</source>
        <extracomment>annotator/ui/main_window.py, annotator/ui/window_layout.py</extracomment>
        <translation>Meldungen</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Adds {gained:.2f} ml, drawn in green; removes {lost:.2f} ml, drawn in pink</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>Fügt {gained:.2f} ml hinzu (grün); entfernt {lost:.2f} ml (rosa)</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>Wird berechnet …</translation>
    </message>
    <message>
        <source>+{gained:.2f} ml, −{lost:.2f} ml</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>+{gained:.2f} ml, −{lost:.2f} ml</translation>
    </message>
    <message>
        <source>{text} (undo with Ctrl+Z)</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>{text} (rückgängig mit Strg+Z)</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>Nichts würde sich ändern.</translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>Das hat nicht geklappt: {reason}</translation>
    </message>
    <message>
        <source>Point at a mask first.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Zeigen Sie zuerst auf eine Maske.</translation>
    </message>
    <message>
        <source>There is no label under the pointer.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Unter dem Mauszeiger ist kein Label.</translation>
    </message>
    <message>
        <source>Only outlines</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Nur Umrisse</translation>
    </message>
    <message>
        <source>Flicker the proposal</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Vorschlag blinken lassen</translation>
    </message>
    <message>
        <source>Shows and hides what is proposed, so that the eye finds what is off</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Blendet den Vorschlag ein und aus, damit das Auge Abweichungen findet</translation>
    </message>
    <message>
        <source>Next label under the pointer</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Nächstes Label unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>Painted first, then proposed</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>Zuerst Eingezeichnetes, dann Vorgeschlagenes</translation>
    </message>
    <message>
        <source>Measurements</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Messungen</translation>
    </message>
    <message>
        <source>Choose a line to go to its slice</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Wählen Sie eine Zeile, um zu ihrer Schicht zu gehen</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Als Text kopieren</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove all</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Alle entfernen</translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Gemessen</translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Ergebnis</translation>
    </message>
    <message>
        <source>The measurements are in the clipboard.</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Die Messungen sind in der Zwischenablage.</translation>
    </message>
    <message>
        <source>Measurements…</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Messungen …</translation>
    </message>
    <message>
        <source>Lengths and angles: go to them, copy them as text, remove them</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Längen und Winkel: ansteuern, als Text kopieren, entfernen</translation>
    </message>
    <message>
        <source>Remove last measurement</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>Letzte Messung entfernen</translation>
    </message>
    <message>
        <source>Next slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Nächste Schicht</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Vorige Schicht</translation>
    </message>
    <message>
        <source>5 slices forward</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>5 Schichten vor</translation>
    </message>
    <message>
        <source>5 slices back</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>5 Schichten zurück</translation>
    </message>
    <message>
        <source>First slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Erste Schicht</translation>
    </message>
    <message>
        <source>Last slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Letzte Schicht</translation>
    </message>
    <message>
        <source>Show masks</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Masken anzeigen</translation>
    </message>
    <message>
        <source>Hold to peek</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Gedrückt halten, um darunter zu sehen</translation>
    </message>
    <message>
        <source>Masks more transparent</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Masken durchsichtiger</translation>
    </message>
    <message>
        <source>Masks more opaque</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Masken deckender</translation>
    </message>
    <message>
        <source>Smooth image</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Bild glätten</translation>
    </message>
    <message>
        <source>Blend between voxels, or show each as a square</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Zwischen Voxeln überblenden oder jedes als Quadrat zeigen</translation>
    </message>
    <message>
        <source>Show crosshair</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Fadenkreuz anzeigen</translation>
    </message>
    <message>
        <source>Always hidden while you paint</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Beim Einzeichnen immer ausgeblendet</translation>
    </message>
    <message>
        <source>Pen pressure changes the brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Stiftdruck ändert den Pinsel</translation>
    </message>
    <message>
        <source>With a pen on a tablet: press less to paint with a smaller brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Mit einem Stift auf einem Tablett: weniger Druck, kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Fit image to window</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>Bild in Fenster einpassen</translation>
    </message>
    <message>
        <source>Labels that overlap</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>Überlappende Labels</translation>
    </message>
    <message>
        <source>{fact}. Where they do, the upper one in this list is kept.</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>{fact}. Wo sie sich überlappen, gilt das obere in dieser Liste.</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>The image as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Das Bild, wie es ist</translation>
    </message>
    <message>
        <source>Original left, denoised right; drag the line</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Original links, entrauscht rechts; ziehen Sie die Linie</translation>
    </message>
    <message>
        <source>The denoised image</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Das entrauschte Bild</translation>
    </message>
    <message>
        <source>Denoised minus original: only noise should be seen, no anatomy</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Entrauscht minus Original: Nur Rauschen sollte zu sehen sein, keine Anatomie</translation>
    </message>
    <message>
        <source>Use in Propagate</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Für Läufe nutzen</translation>
    </message>
    <message>
        <source>On: a run reads the denoised volume. Off: it reads the original.
Painting tools and saved masks are the same in both cases.</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>An: Ein Lauf liest das entrauschte Volumen. Aus: Er liest das Original.
Werkzeuge und gespeicherte Masken sind in beiden Fällen dieselben.</translation>
    </message>
    <message>
        <source>Close the bar; View › Denoise opens it again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Leiste schließen; Ansicht › Entrauschen öffnet sie wieder</translation>
    </message>
    <message>
        <source>Times the noise found that is removed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Das Wievielfache des gefundenen Rauschens entfernt wird</translation>
    </message>
    <message>
        <source>Auto</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Auto</translation>
    </message>
    <message>
        <source>Remove just the noise that was found: strength 1</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Genau das gefundene Rauschen entfernen: Stärke 1</translation>
    </message>
    <message>
        <source>In the background; painting goes on meanwhile</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Im Hintergrund; Sie können währenddessen weiter einzeichnen</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Stop; the image stays as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Anhalten; das Bild bleibt, wie es ist</translation>
    </message>
    <message>
        <source>Drop</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Forget the denoised volume; the original never changed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Das entrauschte Volumen verwerfen; das Original wurde nie geändert</translation>
    </message>
    <message>
        <source>measuring the noise…</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Rauschen wird gemessen …</translation>
    </message>
    <message>
        <source>Volume: {provenance}</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Volumen: {provenance}</translation>
    </message>
    <message>
        <source>Denoise again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Erneut entrauschen</translation>
    </message>
    <message>
        <source>Denoise whole volume</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Volumen entrauschen</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>head</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Kopf</translation>
    </message>
    <message>
        <source>neck</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Hals</translation>
    </message>
    <message>
        <source>chest</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Thorax</translation>
    </message>
    <message>
        <source>abdomen</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Abdomen</translation>
    </message>
    <message>
        <source>pelvis</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Becken</translation>
    </message>
    <message>
        <source>extremity</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Extremität</translation>
    </message>
    <message>
        <source>First slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Erste Schicht von {name}: {index}</translation>
    </message>
    <message>
        <source>Last slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Letzte Schicht von {name}: {index}</translation>
    </message>
    <message>
        <source>Set by you. Drag to change it; double-click for the suggested one</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Von Ihnen festgelegt. Ziehen, um zu ändern; Doppelklick für die vorgeschlagene</translation>
    </message>
    <message>
        <source>Suggested. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Vorgeschlagen. Ziehen, um zu ändern</translation>
    </message>
    <message>
        <source>Suggested, {sure:.0%} sure. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Vorgeschlagen, {sure:.0%} sicher. Ziehen, um zu ändern</translation>
    </message>
    <message>
        <source>suggested slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>zum Einzeichnen vorgeschlagen</translation>
    </message>
    <message>
        <source>evenly spaced slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>zum Einzeichnen, gleichmäßig verteilt</translation>
    </message>
    <message>
        <source>Presence</source>
        <extracomment>annotator/ui/panels/guidance_band.py, annotator/ui/presence_flow.py</extracomment>
        <translation>Vorkommen</translation>
    </message>
    <message>
        <source>Region</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>Region</translation>
    </message>
    <message>
        <source>Nothing can be painted: the lower limit {low:g}{unit} is above the upper one, {high:g}{unit}. Change one of them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>Nichts kann eingezeichnet werden: Die untere Grenze {low:g}{unit} liegt über der oberen, {high:g}{unit}. Ändern Sie eine davon.</translation>
    </message>
    <message>
        <source>Nothing can be painted: the image has values from {least:g} to {most:g}{unit}. Choose limits among them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>Nichts kann eingezeichnet werden: Das Bild hat Werte von {least:g} bis {most:g}{unit}. Wählen Sie Grenzen dazwischen.</translation>
    </message>
    <message>
        <source>Brush and polygon paint only voxels between these values</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>Pinsel und Polygon zeichnen nur Voxel zwischen diesen Werten ein</translation>
    </message>
    <message>
        <source>Paint only some intensities</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>Nur bestimmte Grauwerte einzeichnen</translation>
    </message>
    <message>
        <source>Brush and polygon leave voxels outside the limits alone;
what lies within is tinted on the slice</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>Pinsel und Polygon lassen Voxel außerhalb der Grenzen unberührt;
was dazwischen liegt, ist auf der Schicht eingefärbt</translation>
    </message>
    <message numerus="yes">
        <source>{group}: {n} labels
Double-click to rename</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>
            <numerusform>{group}: {n} Label
Doppelklick zum Umbenennen</numerusform>
            <numerusform>{group}: {n} Labels
Doppelklick zum Umbenennen</numerusform>
        </translation>
    </message>
    <message>
        <source>Volume of {name} in the mask: {volume:.2f} ml, proposals not counted</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Volumen von {name} in der Maske: {volume:.2f} ml, ohne Vorschläge</translation>
    </message>
    <message>
        <source>All labels of {group}</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Alle Labels von {group}</translation>
    </message>
    <message>
        <source>List the labels of {group}, or its name alone</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Labels von {group} auf- oder zuklappen</translation>
    </message>
    <message>
        <source>Voxels of {name} have the value {value} in the mask</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Voxel von {name} haben in der Maske den Wert {value}</translation>
    </message>
    <message>
        <source>Change the colour</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Farbe ändern</translation>
    </message>
    <message>
        <source>{name} (value {value} in the mask)
Double-click or F2 to rename</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>{name} (Wert {value} in der Maske)
Doppelklick oder F2 zum Umbenennen</translation>
    </message>
    <message>
        <source>Locked: neither tools nor proposals change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Gesperrt: Weder Werkzeuge noch Vorschläge ändern es</translation>
    </message>
    <message>
        <source>Lock: neither tools nor proposals shall change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Sperren: Weder Werkzeuge noch Vorschläge sollen es ändern</translation>
    </message>
    <message>
        <source>Hide</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Ausblenden</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>Anzeigen</translation>
    </message>
    <message>
        <source>Search labels</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>Labels suchen</translation>
    </message>
    <message>
        <source>Part of a name, or a value; arrows choose, Enter goes back to the image</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>Teil eines Namens oder ein Wert; Pfeiltasten wählen, die Eingabetaste führt zurück zum Bild</translation>
    </message>
    <message>
        <source>Opacity of the masks  (A less, D more)</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>Deckkraft der Masken  (A weniger, D mehr)</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>Farbe von {name}</translation>
    </message>
    <message>
        <source>The other label</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Das andere Label</translation>
    </message>
    <message>
        <source>Apply</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Anwenden</translation>
    </message>
    <message>
        <source>Close without changing anything more  (Esc)</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Schließen, ohne noch etwas zu ändern  (Esc)</translation>
    </message>
    <message>
        <source>This slice</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Diese Schicht</translation>
    </message>
    <message>
        <source>Changes the slice in view alone</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Ändert nur die angezeigte Schicht</translation>
    </message>
    <message>
        <source>Whole volume</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Ganzes Volumen</translation>
    </message>
    <message>
        <source>Works in three dimensions, on all slices</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>Wirkt dreidimensional, auf allen Schichten</translation>
    </message>
    <message>
        <source>Anything</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Background only</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>Nur Hintergrund</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>annotator/ui/panels/paint_over.py, annotator/ui/reference_flow.py</extracomment>
        <translation>alles</translation>
    </message>
    <message>
        <source>Over:
{labels}</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>Über:
{labels}</translation>
    </message>
    <message>
        <source>What brushes, fills and operations may overwrite: anything, background alone,
or chosen labels. Locked labels are never overwritten; the eraser is not limited.</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>Was Pinsel, Füllungen und Operationen überschreiben dürfen: alles, nur Hintergrund
oder gewählte Labels. Gesperrte Labels werden nie überschrieben; der Radierer ist nicht beschränkt.</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>background</comment>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>leer</translation>
    </message>
    <message numerus="yes">
        <source>{n} labels</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>
            <numerusform>{n} Label</numerusform>
            <numerusform>{n} Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>Between: the first and the last painted slice are the ends of the structure.
All: the run goes on beyond them, as far as the ends below allow, so that slices
inside the structure are enough;
press X to mark slices without the structure.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Zwischen: Die erste und die letzte eingezeichnete Schicht sind die Enden der Struktur.
Alle: Der Lauf geht darüber hinaus, soweit die Enden unten es erlauben, sodass Schichten
im Inneren der Struktur genügen;
markieren Sie mit X Schichten ohne die Struktur.</translation>
    </message>
    <message>
        <source>Stop at suggested ends</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>An vorgeschlagenen Enden halten</translation>
    </message>
    <message>
        <source>Fused: network and your shapes</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Kombiniert: Netz und Ihre Formen</translation>
    </message>
    <message>
        <source>CAT-Net: network only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>CAT-Net: nur das Netz</translation>
    </message>
    <message>
        <source>Interpolation: your shapes only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Interpolation: nur Ihre Formen</translation>
    </message>
    <message>
        <source>CAT-Net and interpolation, the better of both.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>CAT-Net und Interpolation, das Bessere von beiden.</translation>
    </message>
    <message>
        <source>The network alone; it follows the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Nur das Netz; es folgt dem Bild.</translation>
    </message>
    <message>
        <source>Blends your shapes; ignores the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Überblendet Ihre Formen; ohne Blick aufs Bild.</translation>
    </message>
    <message>
        <source>Runs on {device}, {model}</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Läuft auf {device}, {model}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>{hours} h {minutes} min</translation>
    </message>
    <message>
        <source>Choose a cluster…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Cluster wählen …</translation>
    </message>
    <message>
        <source>Propagate on denoised</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Entrauscht propagieren</translation>
    </message>
    <message>
        <source>How often the network refines each mask</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Wie oft das Netz jede Maske verfeinert</translation>
    </message>
    <message>
        <source>Fill all labels that are painted, or only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Alle eingezeichneten Labels füllen oder nur das aktive</translation>
    </message>
    <message>
        <source>First slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Erste zu füllende Schicht</translation>
    </message>
    <message>
        <source>Last slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Letzte zu füllende Schicht</translation>
    </message>
    <message>
        <source>The run does not go past the slices where the classifier sees the structure end,
and shapes shrink towards them.
The strip below the image shows these ends; ends that you drag there always count.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Der Lauf geht nicht über die Schichten hinaus, an denen der Klassifikator die Struktur enden sieht,
und die Formen werden zu ihnen hin kleiner.
Der Streifen unter dem Bild zeigt diese Enden; dort gezogene Enden gelten immer.</translation>
    </message>
    <message>
        <source>Learn from my slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Von mir lernen</translation>
    </message>
    <message>
        <source>Trains a copy of the network on the painted slices before the run.
Slower, and usually better on anatomy the network has not seen.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Trainiert vor dem Lauf eine Kopie des Netzes mit den eingezeichneten Schichten.
Langsamer, und meist besser bei Anatomie, die das Netz nicht kennt.</translation>
    </message>
    <message>
        <source>What computes: the processor, or a graphics card if there is one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Was rechnet: der Prozessor oder, falls vorhanden, eine Grafikkarte</translation>
    </message>
    <message>
        <source>Trained network that fills the slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Trainiertes Netz, das die Schichten füllt</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Geräte werden gesucht …</translation>
    </message>
    <message>
        <source>Device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Gerät und Modell</translation>
    </message>
    <message>
        <source>Fill the slices between those that you painted; each waits for your review</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Füllt die Schichten zwischen den eingezeichneten; jede wartet auf Ihre Prüfung</translation>
    </message>
    <message>
        <source>Good enough   Esc</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Gut genug   Esc</translation>
    </message>
    <message>
        <source>Stop here: what is done is kept, other slices stay interpolated</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Hier anhalten: Fertiges bleibt, die übrigen Schichten bleiben interpoliert</translation>
    </message>
    <message>
        <source>Forget</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>Drop what the network learned from your slices; it starts afresh</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Verwerfen, was das Netz aus Ihren Schichten gelernt hat; es beginnt von vorn</translation>
    </message>
    <message>
        <source>Cluster {address}</source>
        <extracomment>annotator/app/cluster_run.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Cluster {address}</translation>
    </message>
    <message>
        <source>none installed</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>keines installiert</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Startet …</translation>
    </message>
    <message>
        <source>Running…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Läuft …</translation>
    </message>
    <message>
        <source>All that are painted</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Alle eingezeichneten</translation>
    </message>
    <message>
        <source>Only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Nur das aktive</translation>
    </message>
    <message>
        <source>Between painted slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Zwischen eingezeichneten</translation>
    </message>
    <message>
        <source>All slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Alle Schichten</translation>
    </message>
    <message>
        <source>From … to …</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Von … bis …</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Gerät</translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Click to choose device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>Klicken, um Gerät und Modell zu wählen</translation>
    </message>
    <message numerus="yes">
        <source>{n} voxels, {volume:.2f} ml</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>
            <numerusform>{n} Voxel, {volume:.2f} ml</numerusform>
            <numerusform>{n} Voxel, {volume:.2f} ml</numerusform>
        </translation>
    </message>
    <message>
        <source>+{gained} voxels (+{gained_ml:.2f} ml), −{lost} (−{lost_ml:.2f} ml)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>+{gained} Voxel (+{gained_ml:.2f} ml), −{lost} (−{lost_ml:.2f} ml)</translation>
    </message>
    <message>
        <source>Mask after each iteration  (Tab, Shift+Tab)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Maske nach jeder Iteration  (Tab, Umschalt+Tab)</translation>
    </message>
    <message>
        <source>Show change from the iteration before</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Änderung zur vorigen Iteration</translation>
    </message>
    <message>
        <source>Draw what this iteration gained in green, and what it lost in pink</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Zeichnet grün, was in dieser Iteration hinzukam, und rosa, was wegfiel</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices to review</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>
            <numerusform>{n} Schicht zu prüfen</numerusform>
            <numerusform>{n} Schichten zu prüfen</numerusform>
        </translation>
    </message>
    <message>
        <source>Slices that a run proposes wait here for you to look at.</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Schichten, die ein Lauf vorschlägt, warten hier, bis Sie sie ansehen.</translation>
    </message>
    <message>
        <source>{count} not looked at</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} nicht angesehen</translation>
    </message>
    <message>
        <source>{count} only interpolated so far</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} bisher nur interpoliert</translation>
    </message>
    <message>
        <source>a support has changed since the run</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>eine Stütze hat sich seit dem Lauf geändert</translation>
    </message>
    <message>
        <source>none on this slice</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>keine auf dieser Schicht</translation>
    </message>
    <message>
        <source>One mask, not iterated</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Eine Maske, ohne Iterationen</translation>
    </message>
    <message>
        <source>{count} from before learning</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} von vor dem Lernen</translation>
    </message>
    <message>
        <source>Nothing before to compare with</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>Nichts davor zum Vergleichen</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>painted, guides the propagation</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>eingezeichnet, leitet die Propagation</translation>
    </message>
    <message>
        <source>crossed by slices painted in another plane: kept, but guides nothing here</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>von Schichten gekreuzt, die in einer anderen Ebene eingezeichnet sind: bleibt, leitet hier aber nichts</translation>
    </message>
    <message>
        <source>proposed, waits for review</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>vorgeschlagen, wartet auf Prüfung</translation>
    </message>
    <message>
        <source>proposed as empty: the run found nothing here; accept or reject it</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>leer vorgeschlagen: Der Lauf hat hier nichts gefunden; übernehmen oder verwerfen Sie es</translation>
    </message>
    <message>
        <source>accepted</source>
        <extracomment>annotator/ui/panels/slice_cell.py, annotator/ui/panels/support_strip.py</extracomment>
        <translation>übernommen</translation>
    </message>
    <message>
        <source>accepted, then edited</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>übernommen, dann geändert</translation>
    </message>
    <message>
        <source>marked as absent</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>als fehlend markiert</translation>
    </message>
    <message>
        <source>{name}, slice {index}: {words}</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation>{name}, Schicht {index}: {words}</translation>
    </message>
    <message>
        <source>painted, but not used as support</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation>eingezeichnet, aber nicht als Stütze verwendet</translation>
    </message>
    <message>
        <source>painted</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>eingezeichnet</translation>
    </message>
    <message>
        <source>proposed</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>vorgeschlagen</translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>geändert</translation>
    </message>
    <message>
        <source>absent</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>Direction in which slices are painted and propagated</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>Richtung, in der Schichten eingezeichnet und propagiert werden</translation>
    </message>
    <message>
        <source>slice {current} of {count}</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>Schicht {current} von {count}</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Fadenkreuz</translation>
    </message>
    <message>
        <source>Sphere brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Kugelpinsel</translation>
    </message>
    <message>
        <source>Paints a ball that reaches into the slices around</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Malt eine Kugel, die in die Nachbarschichten reicht</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Kantenpinsel</translation>
    </message>
    <message>
        <source>Paints only what looks like the tissue where you begin, and stops at its edge</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Malt nur, was dem Gewebe am Anfang des Strichs gleicht, und hält an dessen Rand</translation>
    </message>
    <message>
        <source>Eraser</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Radierer</translation>
    </message>
    <message>
        <source>Polygon and lasso</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Polygon und Lasso</translation>
    </message>
    <message>
        <source>Click corner by corner or drag freehand; Enter or double-click closes it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Ecke für Ecke klicken oder frei ziehen; Eingabetaste oder Doppelklick schließt</translation>
    </message>
    <message>
        <source>Scribble</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Flood fill</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Fluten</translation>
    </message>
    <message>
        <source>Fills the connected area whose grey values are like the one under the pointer</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Füllt die zusammenhängende Fläche mit Grauwerten wie unter dem Mauszeiger</translation>
    </message>
    <message>
        <source>Pick label</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Label aufnehmen</translation>
    </message>
    <message>
        <source>Take intensities from the image</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Grauwerte aus dem Bild aufnehmen</translation>
    </message>
    <message>
        <source>Click on the tissue, or drag over more of it: only its grey values are painted then</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Klicken Sie auf das Gewebe, oder ziehen Sie darüber: Dann werden nur seine Grauwerte eingezeichnet</translation>
    </message>
    <message>
        <source>Ruler</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Lineal</translation>
    </message>
    <message>
        <source>Drag from one point to another: their distance in the patient; drag its ends to correct</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Von einem Punkt zum anderen ziehen: ihr Abstand im Patienten; Enden ziehen, um zu korrigieren</translation>
    </message>
    <message>
        <source>Drag from the end of one arm to the vertex, then click at the end of the other arm</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Vom Ende eines Schenkels zum Scheitel ziehen, dann auf das Ende des anderen klicken</translation>
    </message>
    <message>
        <source>Brush diameter  ( [ smaller, ] larger, Shift + wheel )</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Pinseldurchmesser  ( [ kleiner, ] größer, Umschalt + Mausrad )</translation>
    </message>
    <message>
        <source>Swap the last two tools</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Letzte zwei Werkzeuge tauschen</translation>
    </message>
    <message>
        <source>Correction adds / removes</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Korrektur fügt hinzu / entfernt</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Kleinerer Pinsel</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Größerer Pinsel</translation>
    </message>
    <message>
        <source>Width of the window: how many values lie between black and white</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>Fensterbreite: wie viele Werte zwischen Schwarz und Weiß liegen</translation>
    </message>
    <message>
        <source>Level: the value that is shown as middle grey</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>Fensterlage: der Wert, der mittelgrau gezeigt wird</translation>
    </message>
    <message>
        <source>Grey levels  (Alt+1 to Alt+6 for CT, or hold W and drag)</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>Grauwerte  (Alt+1 bis Alt+6 bei CT, oder W halten und ziehen)</translation>
    </message>
    <message>
        <source>Soft tissue xx</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>Weichteile xx</translation>
    </message>
    <message>
        <source>W</source>
        <comment>width of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>W</translation>
    </message>
    <message>
        <source>L</source>
        <comment>level of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>L</translation>
    </message>
    <message>
        <source>Previous</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/tour_flow.py</extracomment>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done, next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Fertig, weiter</translation>
    </message>
    <message>
        <source>Name, note, initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Name, Notiz, Kürzel</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Show only cases of this status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Nur Fälle mit diesem Status anzeigen</translation>
    </message>
    <message>
        <source>Such as why a case is flagged</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Etwa, warum ein Fall markiert ist</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Write the finished masks as a data set</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Fertige Masken als Datensatz schreiben</translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>{shown} von {count} angezeigt</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>
            <numerusform>{n} Fall</numerusform>
            <numerusform>{n} Fälle</numerusform>
        </translation>
    </message>
    <message>
        <source>Labeller</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Bearbeiter</translation>
    </message>
    <message>
        <source>Second reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Zweitbefunder</translation>
    </message>
    <message>
        <source>Initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Kürzel</translation>
    </message>
    <message>
        <source>Status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>Status</translation>
    </message>
    <message>
        <source>2nd reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>2. Befunder</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>No case chosen</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>Kein Fall gewählt</translation>
    </message>
    <message numerus="yes">
        <source>{whom}. {labels} were hardly found, or found in the place of another label: look there first.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>
            <numerusform>{whom}. {labels} wurde kaum gefunden, oder an der Stelle eines anderen Labels: Sehen Sie dort zuerst nach.</numerusform>
            <numerusform>{whom}. {labels} wurden kaum gefunden, oder an der Stelle eines anderen Labels: Sehen Sie dort zuerst nach.</numerusform>
        </translation>
    </message>
    <message>
        <source>Paint the label with guidance on (View, Slice guidance) to see where it may be.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Zeichnen Sie das Label bei eingeschalteten Hinweisen (Ansicht, Schicht-Hinweise) ein, um zu sehen, wo es vorkommen könnte.</translation>
    </message>
    <message>
        <source>Matched area over the painted one, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Gefundene zur eingezeichneten Fläche, log.</translation>
    </message>
    <message>
        <source>Match of the best places</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Übereinstimmung der besten Stellen</translation>
    </message>
    <message>
        <source>Match where it was painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Übereinstimmung, wo eingezeichnet wurde</translation>
    </message>
    <message>
        <source>Likeness to the painted slice, inside</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Ähnlichkeit mit der eingezeichneten Schicht, innen</translation>
    </message>
    <message>
        <source>Likeness to the painted slice, around</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Ähnlichkeit mit der eingezeichneten Schicht, ringsum</translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, there</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Ähnlicher als der Umgebung, dort</translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, best</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Ähnlicher als der Umgebung, beste Stellen</translation>
    </message>
    <message>
        <source>Likeness to the slice before</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Ähnlichkeit mit der vorigen Schicht</translation>
    </message>
    <message>
        <source>Distance over size, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Abstand zur Größe, log.</translation>
    </message>
    <message>
        <source>Distance, 50 mm</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Abstand, 50 mm</translation>
    </message>
    <message>
        <source>Size if it goes on as painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Größe, wenn es wie eingezeichnet weitergeht</translation>
    </message>
    <message>
        <source>Distance over that of the painted slices, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Abstand zu dem der eingezeichneten Schichten, log.</translation>
    </message>
    <message>
        <source>{name}: slices {first} to {last}</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{name}: Schichten {first} bis {last}</translation>
    </message>
    <message>
        <source>{ends}, the ends {confidence:.0%} sure. Beyond the painted slices every slice is compared with the two nearest painted ones; what that gives is drawn below.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{ends}, die Enden {confidence:.0%} sicher. Jenseits der eingezeichneten Schichten wird jede mit den zwei nächsten eingezeichneten verglichen; das Ergebnis ist unten gezeichnet.</translation>
    </message>
    <message>
        <source>Presence and its evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Vorkommen und Anhaltspunkte</translation>
    </message>
    <message>
        <source>{ends}, by the classifier&apos;s knowledge of the name; nothing was compared.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{ends}, nach dem Wissen des Klassifikators über den Namen; verglichen wurde nichts.</translation>
    </message>
    <message>
        <source>Evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Anhaltspunkt</translation>
    </message>
    <message>
        <source>Presence and its evidence…</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Vorkommen und Anhaltspunkte …</translation>
    </message>
    <message>
        <source>How likely each slice holds the active label, and what that rests on</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>Wie wahrscheinlich jede Schicht das aktive Label enthält, und worauf das beruht</translation>
    </message>
    <message>
        <source>Label</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>Label</translation>
    </message>
    <message>
        <source>95 % distance</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>95-%-Abstand</translation>
    </message>
    <message>
        <source>Difference</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation>Differenz</translation>
    </message>
    <message>
        <source>{difference:+.2f} ml</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>{difference:+.2f} ml</translation>
    </message>
    <message>
        <source>{difference:+.0f} mm²</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>{difference:+.0f} mm²</translation>
    </message>
    <message>
        <source>Pale outlines are the reference. Volumes come first, then slices, worst first. Distance: 95 % of the surface lies within. Difference: mask less reference.</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Blasse Umrisse sind die Referenz. Zuerst kommen Volumina, dann Schichten, die schlechtesten zuerst. Abstand: 95 % der Oberfläche liegen darunter. Differenz: Maske minus Referenz.</translation>
    </message>
    <message>
        <source>Proposed slices count as accepted</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Vorgeschlagene Schichten gelten als übernommen</translation>
    </message>
    <message>
        <source>Remove the reference</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Referenz entfernen</translation>
    </message>
    <message>
        <source>Compare with a reference mask</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Mit Referenzmaske vergleichen</translation>
    </message>
    <message>
        <source>Compared with {name}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Vergleich mit {name}</translation>
    </message>
    <message>
        <source>{length:.1f} mm</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>{length:.1f} mm</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>{name} wird gelesen …</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>{name} kann nicht gelesen werden: {reason}</translation>
    </message>
    <message>
        <source>Compare with a reference mask…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Mit Referenzmaske vergleichen …</translation>
    </message>
    <message>
        <source>Outlines of a second mask, with Dice, distance and difference in volume</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Umrisse einer zweiten Maske, mit Dice, Abstand und Volumendifferenz</translation>
    </message>
    <message>
        <source>The masks could not be compared: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>Die Masken konnten nicht verglichen werden: {reason}</translation>
    </message>
    <message>
        <source>Switch on Denoise and wait for this slice: then you see here what it takes out.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Schalten Sie Entrauschen ein, und warten Sie auf diese Schicht: Dann sehen Sie hier, was entfernt wird.</translation>
    </message>
    <message>
        <source>Power, 1 for white noise</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Leistung, 1 bei weißem Rauschen</translation>
    </message>
    <message>
        <source>What denoising takes out</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Was beim Entrauschen entfernt wird</translation>
    </message>
    <message>
        <source>Original less denoised: orange was brighter, blue darker</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Entfernt: Orange war heller, Blau dunkler</translation>
    </message>
    <message>
        <source>Cycles per mm</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Perioden je mm</translation>
    </message>
    <message>
        <source>Standard deviation {deviation:.3g}. Correlation with the image {with_image:+.3f}, of its magnitude with the edges {with_edges:+.3f}: near 0 where only noise is taken out, higher where anatomy goes with it. In MR, noise is not the same everywhere, so that some correlation is usual.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Standardabweichung {deviation:.3g}. Korrelation mit dem Bild {with_image:+.3f}, des Betrags mit den Kanten {with_edges:+.3f}: nahe 0, wo nur Rauschen entfernt wird, höher, wo Anatomie mitgeht. In der MRT ist das Rauschen nicht überall gleich, deshalb ist etwas Korrelation üblich.</translation>
    </message>
    <message>
        <source>What denoising takes out…</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Was beim Entrauschen entfernt wird …</translation>
    </message>
    <message>
        <source>Residual of the slice in view, its spectrum, and its correlation with it</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>Residuum der angezeigten Schicht, sein Spektrum und seine Korrelation mit ihr</translation>
    </message>
    <message>
        <source>Least certain: slice {index}.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Am unsichersten: Schicht {index}.</translation>
    </message>
    <message>
        <source>Slice {index} is the least certain: correct it, then run.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Schicht {index} ist am unsichersten: Korrigieren Sie sie, und starten Sie dann einen Lauf.</translation>
    </message>
    <message>
        <source>All slices are reviewed. Save the mask with Ctrl+S.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Alle Schichten sind geprüft. Speichern Sie die Maske mit Strg+S.</translation>
    </message>
    <message>
        <source>Accept slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Schicht übernehmen</translation>
    </message>
    <message>
        <source>Reject slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Schicht verwerfen</translation>
    </message>
    <message>
        <source>Accept the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Aktives Label auf der Schicht übernehmen</translation>
    </message>
    <message>
        <source>Other labels of the slice keep waiting</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Andere Labels der Schicht warten weiter</translation>
    </message>
    <message>
        <source>Reject the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Aktives Label auf der Schicht verwerfen</translation>
    </message>
    <message>
        <source>Accept several…</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Mehrere …</translation>
    </message>
    <message>
        <source>All slices, a range, or one label; says first what it changes</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Alle Schichten, ein Bereich oder ein Label; zeigt zuerst, was sich ändert</translation>
    </message>
    <message>
        <source>Reject all</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Alle verwerfen</translation>
    </message>
    <message>
        <source>Previous slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Vorige zu prüfende Schicht</translation>
    </message>
    <message>
        <source>Next slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Nächste zu prüfende Schicht</translation>
    </message>
    <message>
        <source>Least certain slice first</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Unsicherste Schicht zuerst</translation>
    </message>
    <message>
        <source>Begin with the slices on which network, interpolation, iterations and
neighbouring slices disagree most; else in the order of the slices</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Mit den Schichten beginnen, auf denen Netz, Interpolation, Iterationen und
Nachbarschichten am meisten abweichen; sonst in der Reihenfolge der Schichten</translation>
    </message>
    <message>
        <source>Go to the slice to paint next</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Zur als Nächstes einzuzeichnenden Schicht</translation>
    </message>
    <message>
        <source>The least certain slice: painting it helps the next run most</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Die unsicherste Schicht: Sie einzuzeichnen hilft dem nächsten Lauf am meisten</translation>
    </message>
    <message>
        <source>Previous iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Vorige Iteration</translation>
    </message>
    <message>
        <source>Next iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Nächste Iteration</translation>
    </message>
    <message>
        <source>Painting it helps the next run most.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>Sie einzuzeichnen hilft dem nächsten Lauf am meisten.</translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <extracomment>annotator/ui/panels/propagate_panel.py, annotator/ui/run_flow.py</extracomment>
        <translation>Automatisch: {device}</translation>
    </message>
    <message>
        <source>Filled from the slices beside it, as only the tips are painted: there is nothing here that painted slices would show.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>Von den Nachbarschichten aus gefüllt, weil nur die Enden eingezeichnet sind: Hier gibt es nichts, was eingezeichnete Schichten zeigen würden.</translation>
    </message>
    <message>
        <source>Prefilling stopped: {reason}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Das Vorausfüllen wurde abgebrochen: {reason}</translation>
    </message>
    <message numerus="yes">
        <source>Prefilled from {n} patients: {names}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>
            <numerusform>Aus einem Patienten vorausgefüllt: {names}</numerusform>
            <numerusform>Aus {n} Patienten vorausgefüllt: {names}</numerusform>
        </translation>
    </message>
    <message>
        <source>{whom}. Look at every slice.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>{whom}. Sehen Sie jede Schicht an.</translation>
    </message>
    <message>
        <source>Learning from finished cases in the background…</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Lernt im Hintergrund aus fertigen Fällen …</translation>
    </message>
    <message>
        <source>Learning was stopped; it goes on when it is started again.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Das Lernen wurde angehalten; es geht weiter, wenn Sie es wieder starten.</translation>
    </message>
    <message>
        <source>Learning could not be started: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Das Lernen konnte nicht gestartet werden: {line}</translation>
    </message>
    <message>
        <source>No other case is finished; label one and call it done, then try again.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Kein anderer Fall ist fertig; bearbeiten Sie einen, setzen Sie ihn auf „fertig“, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Click or scribble inside the structure, with Alt or the right button outside of it;
the mask follows at once. Tab shows wider and Shift+Tab narrower answers, Enter
keeps the one shown, Backspace takes the last click back, Esc drops it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>Klicken oder kritzeln Sie in die Struktur, mit Alt oder der rechten Taste daneben;
die Maske folgt sofort. Tab zeigt größere, Umschalt+Tab kleinere Antworten, Enter
behält die gezeigte, die Rücktaste nimmt den letzten Klick zurück, Esc verwirft sie</translation>
    </message>
    <message>
        <source>The finished cases led to nothing here.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Die fertigen Fälle führten hier zu nichts.</translation>
    </message>
    <message>
        <source>Learning takes two finished patients at least; finish one more.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Zum Lernen braucht es mindestens zwei fertige Patienten; stellen Sie noch einen fertig.</translation>
    </message>
    <message>
        <source>Learning: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Lernen: {line}</translation>
    </message>
    <message>
        <source>Learning stopped: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Das Lernen wurde abgebrochen: {line}</translation>
    </message>
    <message>
        <source>Learned from the finished cases; prefills use it from now on.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Aus den fertigen Fällen gelernt; ab jetzt wird beim Vorausfüllen davon Gebrauch gemacht.</translation>
    </message>
    <message>
        <source>Prefill from finished cases…</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Aus fertigen Fällen vorausfüllen …</translation>
    </message>
    <message>
        <source>Proposes masks for this case; finished cases of the folder help</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Schlägt Masken für diesen Fall vor; fertige Fälle des Ordners helfen mit</translation>
    </message>
    <message>
        <source>Stop prefilling</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Vorausfüllen anhalten</translation>
    </message>
    <message>
        <source>Prefill new cases by themselves</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Neue Fälle selbsttätig vorausfüllen</translation>
    </message>
    <message>
        <source>When a case that nobody has begun is opened</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Wenn ein Fall geöffnet wird, den noch niemand begonnen hat</translation>
    </message>
    <message>
        <source>Learn from finished cases</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Aus fertigen Fällen lernen</translation>
    </message>
    <message>
        <source>In the background, for ten minutes; cases that are held out decide
whether what was learned is used to prefill</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Im Hintergrund, zehn Minuten lang; zurückgehaltene Fälle entscheiden,
ob das Gelernte beim Vorausfüllen verwendet wird</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Lernen anhalten</translation>
    </message>
    <message>
        <source>It goes on where it was when it is started again</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Es geht dort weiter, wo es war, wenn Sie es wieder starten</translation>
    </message>
    <message>
        <source>Prefilling: {what} · {share:.0%}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>Vorausfüllen: {what} · {share:.0%}</translation>
    </message>
    <message numerus="yes">
        <source>{n} {plane} slices</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>{n} {plane}e Schicht</numerusform>
            <numerusform>{n} {plane}e Schichten</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the slice at work…</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>Hält nach der laufenden Schicht an …</translation>
    </message>
    <message>
        <source>Paint the structure on one slice to begin; better on two, each a quarter of its length from its ends.</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>Zeichnen Sie die Struktur auf einer Schicht ein, besser auf zweien, je ein Viertel von ihren Enden.</translation>
    </message>
    <message>
        <source>The propagation cannot start: {reason}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>Die Propagation kann nicht starten: {reason}</translation>
    </message>
    <message>
        <source>Starts from {slices}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>Ausgangspunkt: {slices}</translation>
    </message>
    <message numerus="yes">
        <source>Starts from painted slices of {n} labels</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>Ausgangspunkt: eingezeichnete Schichten von {n} Label</numerusform>
            <numerusform>Ausgangspunkt: eingezeichnete Schichten von {n} Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>Series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Serie</translation>
    </message>
    <message>
        <source>Modality</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Modalität</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>annotator/ui/series_dialog.py, annotator/ui/worklist_model.py</extracomment>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Spacing (mm)</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Abstand (mm)</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Hinweise</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Serie wählen</translation>
    </message>
    <message numerus="yes">
        <source>{name} holds {n} series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>
            <numerusform>{name} enthält {n} Serie</numerusform>
            <numerusform>{name} enthält {n} Serien</numerusform>
        </translation>
    </message>
    <message>
        <source>uneven or missing slices</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>ungleichmäßige oder fehlende Schichten</translation>
    </message>
    <message>
        <source>tilted by {angle:.3g}°</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>um {angle:.3g}° gekippt</translation>
    </message>
    <message>
        <source>Study without a name</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>Studie ohne Namen</translation>
    </message>
    <message>
        <source>Wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Mausrad</translation>
    </message>
    <message>
        <source>Previous / next slice</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Vorige / nächste Schicht</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Strg + Mausrad</translation>
    </message>
    <message>
        <source>Zoom</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Right-drag (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Rechts ziehen (ohne Malwerkzeug)</translation>
    </message>
    <message>
        <source>Middle-drag, or Space + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Mitte ziehen oder Leertaste + ziehen</translation>
    </message>
    <message>
        <source>Pan</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Verschieben</translation>
    </message>
    <message>
        <source>Shift + move</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Umschalt + bewegen</translation>
    </message>
    <message>
        <source>Move the crosshair in all planes</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Fadenkreuz in allen Ebenen bewegen</translation>
    </message>
    <message>
        <source>W + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>W + ziehen</translation>
    </message>
    <message>
        <source>Window / level</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Fensterbreite / -lage</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Umschalt + Mausrad</translation>
    </message>
    <message>
        <source>Brush size</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Pinselgröße</translation>
    </message>
    <message>
        <source>Ctrl + click (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Strg + Klick (ohne Malwerkzeug)</translation>
    </message>
    <message>
        <source>Choose the label under the mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Label unter der Maus wählen</translation>
    </message>
    <message>
        <source>Left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Links ziehen (Malwerkzeug)</translation>
    </message>
    <message>
        <source>Paint with the active label</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Mit dem aktiven Label einzeichnen</translation>
    </message>
    <message>
        <source>Right-drag or Ctrl + left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Rechts ziehen oder Strg + links ziehen (Malwerkzeug)</translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Radieren</translation>
    </message>
    <message>
        <source>Double-click</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Doppelklick</translation>
    </message>
    <message>
        <source>Maximise the plane, and back</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Ebene vergrößern und zurück</translation>
    </message>
    <message>
        <source>Hold V</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>V halten</translation>
    </message>
    <message>
        <source>Peek under the masks</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Unter die Masken sehen</translation>
    </message>
    <message>
        <source>Tab / Shift + Tab (Scribble)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Tab / Umschalt + Tab (Markierung)</translation>
    </message>
    <message>
        <source>Wider / narrower answer to the clicks</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Größere / kleinere Antwort auf die Klicks</translation>
    </message>
    <message>
        <source>Enter / Backspace (Scribble)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Enter / Rücktaste (Markierung)</translation>
    </message>
    <message>
        <source>Keep the mask / take the last click back</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Maske behalten / letzten Klick zurücknehmen</translation>
    </message>
    <message>
        <source>Drag the knob of the line</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Griff der Linie ziehen</translation>
    </message>
    <message>
        <source>Border between original and denoised</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Grenze zwischen Original und entrauscht</translation>
    </message>
    <message>
        <source>Search, for example “brush”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Suchen, zum Beispiel „Pinsel“</translation>
    </message>
    <message>
        <source>Mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Maus</translation>
    </message>
    <message>
        <source>Change key</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Taste ändern</translation>
    </message>
    <message>
        <source>Default</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Standard</translation>
    </message>
    <message>
        <source>Command</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Befehl</translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Double-click a command to give it another key.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Doppelklicken Sie auf einen Befehl, um ihm eine andere Taste zu geben.</translation>
    </message>
    <message>
        <source>New key for “{words}”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Neue Taste für „{words}“</translation>
    </message>
    <message>
        <source>That key belongs to “{taken}”; choose another one.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Diese Taste gehört zu „{taken}“; wählen Sie eine andere.</translation>
    </message>
    <message>
        <source>Open a CT or MR image</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>CT- oder MR-Bild öffnen</translation>
    </message>
    <message>
        <source>Drop a file or a DICOM folder here, or open one: NIfTI, NRRD, MetaImage, DICOM</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>Ziehen Sie eine Datei oder einen DICOM-Ordner hierher, oder öffnen Sie sie: NIfTI, NRRD, MetaImage, DICOM</translation>
    </message>
    <message>
        <source>Open folder of cases…</source>
        <extracomment>annotator/ui/start_page.py, annotator/ui/worklist_flow.py</extracomment>
        <translation>Ordner mit Fällen öffnen …</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>Demo ausprobieren</translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Volumen</translation>
    </message>
    <message>
        <source>Mean</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Min</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Min.</translation>
    </message>
    <message>
        <source>Max</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Max.</translation>
    </message>
    <message>
        <source>Largest diameter</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Größter Durchmesser</translation>
    </message>
    <message>
        <source>Label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Label-Statistik</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Als CSV speichern …</translation>
    </message>
    <message>
        <source>Save label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Label-Statistik speichern</translation>
    </message>
    <message>
        <source>{volume:.2f} ml</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>{volume:.2f} ml</translation>
    </message>
    <message>
        <source>Label {value}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Label {value}</translation>
    </message>
    <message>
        <source>Label statistics…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Label-Statistik …</translation>
    </message>
    <message>
        <source>Volume, grey values and largest diameter of every label</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Volumen, Grauwerte und größter Durchmesser jedes Labels</translation>
    </message>
    <message>
        <source>The figures could not be computed: {reason}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>Die Kennzahlen konnten nicht berechnet werden: {reason}</translation>
    </message>
    <message>
        <source>Voxel, counted from 1 as the slices are</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Voxel, wie die Schichten ab 1 gezählt</translation>
    </message>
    <message>
        <source>Voxel index (i, j, k) in the file, counted from 0 as the command line and other programs do</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Voxel-Index (i, j, k) in der Datei, wie in der Befehlszeile und anderen Programmen ab 0 gezählt</translation>
    </message>
    <message>
        <source>file 0000, 0000, 0000</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Datei 0000, 0000, 0000</translation>
    </message>
    <message>
        <source>Position in the patient, millimetres</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Position im Patienten, Millimeter</translation>
    </message>
    <message>
        <source>Intensity</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Grauwert</translation>
    </message>
    <message>
        <source>Label under the mouse</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Label unter der Maus</translation>
    </message>
    <message>
        <source>Right kidney xx</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Rechte Niere xx</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Arbeit im Hintergrund</translation>
    </message>
    <message>
        <source>Device that propagation uses</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Gerät, das die Propagation nutzt</translation>
    </message>
    <message>
        <source>Unsaved work is kept for recovery</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Ungespeicherte Arbeit wird zur Wiederherstellung aufbewahrt</translation>
    </message>
    <message>
        <source>file {index}</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Datei {index}</translation>
    </message>
    <message>
        <source>background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>Hintergrund</translation>
    </message>
    <message>
        <source>Surfaces (*.stl *.ply *.glb)</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Oberflächen (*.stl *.ply *.glb)</translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Anordnung</translation>
    </message>
    <message>
        <source>Export surfaces</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Oberflächen exportieren</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>{name} wird geschrieben …</translation>
    </message>
    <message>
        <source>No label that is shown holds a voxel: paint one first.</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Kein angezeigtes Label enthält ein Voxel: Zeichnen Sie zuerst eines ein.</translation>
    </message>
    <message>
        <source>Export surfaces…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Oberflächen exportieren …</translation>
    </message>
    <message>
        <source>Surfaces of all labels that are shown, as STL, PLY or GLB</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Oberflächen aller angezeigten Labels, als STL, PLY oder GLB</translation>
    </message>
    <message>
        <source>The surfaces could not be made: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>Die Oberflächen konnten nicht erzeugt werden: {reason}</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>{name} konnte nicht geschrieben werden: {reason}</translation>
    </message>
    <message>
        <source>Arrows move the pointer, Space clicks, Shift+Space holds; F7 ends it.</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>Pfeiltasten bewegen den Zeiger, Leertaste klickt, Umschalt+Leertaste hält; F7 beendet.</translation>
    </message>
    <message>
        <source>Pointer by keys</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>Zeiger mit Tasten</translation>
    </message>
    <message>
        <source>Arrows move the pointer, with Shift by ten voxels; Space clicks,
Shift+Space holds the button down until Space is pressed again</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>Pfeiltasten bewegen den Zeiger, mit Umschalt um zehn Voxel; die Leertaste klickt,
Umschalt+Leertaste hält die Taste, bis Sie die Leertaste noch einmal drücken</translation>
    </message>
    <message>
        <source>Look through the slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Schichten durchsehen</translation>
    </message>
    <message>
        <source>Turn the wheel over a view, or use the arrow keys. Ctrl + wheel zooms, the middle button moves the slice. In the demo an organ is painted on a few slices.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Drehen Sie das Mausrad über einer Ansicht, oder nutzen Sie die Pfeiltasten. Strg + Mausrad zoomt, die mittlere Taste verschiebt die Schicht. In der Demo ist ein Organ auf einigen Schichten eingezeichnet.</translation>
    </message>
    <message>
        <source>Paint the organ on a few slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Organ auf einigen Schichten einzeichnen</translation>
    </message>
    <message>
        <source>Let the other slices be filled</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Übrige Schichten füllen lassen</translation>
    </message>
    <message>
        <source>Press Ctrl + Enter. First masks come at once and get better while the program learns from your slices. You can scroll and paint meanwhile.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Drücken Sie Strg + Eingabe. Erste Masken kommen sofort und werden besser, während das Programm aus Ihren Schichten lernt. Sie können dabei blättern und weiter einzeichnen.</translation>
    </message>
    <message>
        <source>Look at every slice, then save</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Jede Schicht ansehen, dann speichern</translation>
    </message>
    <message>
        <source>Hatched masks are proposals: Enter accepts the slice in view, Backspace rejects it, painting corrects it. Ctrl + S saves the mask on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Schraffierte Masken sind Vorschläge: Die Eingabetaste übernimmt die angezeigte Schicht, die Rücktaste verwirft sie, Malen korrigiert sie. Strg + S speichert die Maske auf den Voxeln des Bildes.</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Schritt {number} von {count}</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Tour in four steps</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Rundgang in vier Schritten</translation>
    </message>
    <message>
        <source>On the image that is open, else on the demo</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Am geöffneten Bild, sonst an der Demo</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>Rückgängig: {step}</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>Wiederholen: {step}</translation>
    </message>
    <message>
        <source>Denoising…</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation>Wird entrauscht …</translation>
    </message>
    <message>
        <source>Difference ±{reach}</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation>Differenz ±{reach}</translation>
    </message>
    <message>
        <source>Denoised</source>
        <extracomment>annotator/ui/viewer/comparison.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation>Entrauscht</translation>
    </message>
    <message>
        <source>Three planes</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>Drei Ebenen</translation>
    </message>
    <message>
        <source>One large, three small</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>Eine große, drei kleine</translation>
    </message>
    <message>
        <source>Beside a painted slice</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>Neben einer eingezeichneten Schicht</translation>
    </message>
    <message>
        <source>Four equal, with 3D</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>Vier gleiche, mit 3D</translation>
    </message>
    <message>
        <source>Axial</source>
        <extracomment>annotator/ui/viewer/decorations.py, annotator/ui/viewer/planes.py</extracomment>
        <translation>Axial</translation>
    </message>
    <message>
        <source>Coronal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation>Koronar</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation>Sagittal</translation>
    </message>
    <message>
        <source>{side} {distance:.1f} mm</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>{side} {distance:.1f} mm</translation>
    </message>
    <message>
        <source>W {width}  L {level}</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>W {width}  L {level}</translation>
    </message>
    <message>
        <source>Proposed as empty</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>Leer vorgeschlagen</translation>
    </message>
    <message>
        <source>Proposed</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>Vorgeschlagen</translation>
    </message>
    <message>
        <source>Interpolated for now</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>Vorerst interpoliert</translation>
    </message>
    <message>
        <source>green gained, pink lost</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>grün kam hinzu, rosa fiel weg</translation>
    </message>
    <message>
        <source>{name} absent</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>{name} fehlt</translation>
    </message>
    <message>
        <source>Proposed, not final yet</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>Vorgeschlagen, noch nicht endgültig</translation>
    </message>
    <message>
        <source>{proposed}, iteration {shown}/{last}</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>{proposed}, Iteration {shown}/{last}</translation>
    </message>
    <message>
        <source>The masks are hidden: show them before changing them.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>Die Masken sind ausgeblendet: Blenden Sie sie vor dem Ändern ein.</translation>
    </message>
    <message>
        <source>Nearest painted slice of {name}: {nearest}</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation>Nächste eingezeichnete Schicht von {name}: {nearest}</translation>
    </message>
    <message>
        <source>{name} is painted on no slice yet</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation>{name} ist noch auf keiner Schicht eingezeichnet</translation>
    </message>
    <message>
        <source>This display offers no OpenGL, which the 3D view needs. Surfaces can still be exported (File, Export surfaces).</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation>Dieser Bildschirm bietet kein OpenGL, das die 3D-Ansicht braucht. Oberflächen lassen sich trotzdem exportieren (Datei, Oberflächen exportieren).</translation>
    </message>
    <message>
        <source>The 3D view needs an extra; {how}.</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation>Die 3D-Ansicht braucht eine Erweiterung; {how}.</translation>
    </message>
    <message>
        <source>Original</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation>Original</translation>
    </message>
    <message>
        <source>Split</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation>Geteilt</translation>
    </message>
    <message>
        <source>Worklist</source>
        <extracomment>annotator/ui/export_flow.py, annotator/ui/worklist_flow.py</extracomment>
        <translation>Arbeitsliste</translation>
    </message>
    <message>
        <source>Press 2 for the brush and paint; the right button erases. Two or three slices are often enough: inside the organ, about a quarter of its length from its ends, rather than at its tips.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>Drücken Sie 2 für den Pinsel, und malen Sie; die rechte Taste radiert. Zwei oder drei Schichten genügen oft: im Inneren des Organs, etwa ein Viertel der Länge von den Enden entfernt, nicht an seinen Spitzen.</translation>
    </message>
    <message>
        <source>Answer {shown} of {count}, from narrow to wide: Tab shows the next one, Shift+Tab the one before, Enter keeps it.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>Antwort {shown} von {count}, von klein nach groß: Tab zeigt die nächste, Umschalt+Tab die vorige, Enter behält sie.</translation>
    </message>
    <message>
        <source>There is no other answer to these clicks: click where the mask is wrong, with the right button where it is too much.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>Auf diese Klicks gibt es keine andere Antwort: Klicken Sie dorthin, wo etwas fehlt, mit der rechten Taste dorthin, wo zu viel ist.</translation>
    </message>
    <message>
        <source>Open folder of cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Ordner mit Fällen öffnen</translation>
    </message>
    <message>
        <source>Worklist – {name}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Arbeitsliste – {name}</translation>
    </message>
    <message>
        <source>That was the last case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Das war der letzte Fall der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>All cases are to have these {n} labels.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>Alle Fälle sollen dieses {n} Label haben.</numerusform>
            <numerusform>Alle Fälle sollen diese {n} Labels haben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at the folder: {n} cases…</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>Der Ordner wird durchsucht: {n} Fall …</numerusform>
            <numerusform>Der Ordner wird durchsucht: {n} Fälle …</numerusform>
        </translation>
    </message>
    <message>
        <source>{sentence}; choose another case.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>{sentence}; wählen Sie einen anderen Fall.</translation>
    </message>
    <message>
        <source>Shows all images below a folder as a worklist</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Zeigt alle Bilder unterhalb eines Ordners als Arbeitsliste</translation>
    </message>
    <message>
        <source>Next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Nächster Fall</translation>
    </message>
    <message>
        <source>Previous case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Voriger Fall</translation>
    </message>
    <message>
        <source>Done, next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Fertig, nächster Fall</translation>
    </message>
    <message>
        <source>Saves the mask, sets the status to done, and opens the next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Speichert die Maske, setzt den Status auf fertig und öffnet den nächsten Fall</translation>
    </message>
    <message>
        <source>Use these labels for all cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Labels für alle Fälle verwenden</translation>
    </message>
    <message>
        <source>Look for new cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Nach neuen Fällen suchen</translation>
    </message>
    <message>
        <source>That was the first case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Das war der erste Fall der Liste.</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>{n} Fall.</numerusform>
            <numerusform>{n} Fälle.</numerusform>
        </translation>
    </message>
    <message>
        <source>No image was found there.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Dort wurde kein Bild gefunden.</translation>
    </message>
    <message>
        <source>The folder could not be looked at: {reason}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Der Ordner konnte nicht durchsucht werden: {reason}</translation>
    </message>
    <message>
        <source>Save your work under another name.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>Speichern Sie Ihre Arbeit unter einem anderen Namen.</translation>
    </message>
    <message>
        <source>Case</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>Fall</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>Von</translation>
    </message>
    <message>
        <source>2nd</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>2.</translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>Art</translation>
    </message>
    <message>
        <source>not started</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>nicht begonnen</translation>
    </message>
    <message>
        <source>in progress</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>in Arbeit</translation>
    </message>
    <message>
        <source>prefilled</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>vorausgefüllt</translation>
    </message>
    <message>
        <source>needs review</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>zu prüfen</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>fertig</translation>
    </message>
    <message>
        <source>flagged</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>markiert</translation>
    </message>
    <message>
        <source>open elsewhere</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>anderswo geöffnet</translation>
    </message>
    <message>
        <source>Still to be drawn: {labels}</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>Noch einzuzeichnen: {labels}</translation>
    </message>
    <message>
        <source>Abdomen</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Abdomen</translation>
    </message>
    <message>
        <source>Lung</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Lunge</translation>
    </message>
    <message>
        <source>Liver</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Leber</translation>
    </message>
    <message>
        <source>Bone</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Knochen</translation>
    </message>
    <message>
        <source>Brain</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Gehirn</translation>
    </message>
    <message>
        <source>Stroke</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Schlaganfall</translation>
    </message>
    <message>
        <source>Air</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>Luft</translation>
    </message>
</context>
</TS>
