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
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Werkzeuge</translation>
    </message>
    <message>
        <source>Labels</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Propagate</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>Ausbreiten</translation>
    </message>
    <message>
        <source>Review</source>
        <extracomment>annotator/ui/actions.py</extracomment>
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
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As the desktop</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window has its new colours from the next start on.</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window has its new language from the next start on.</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys to the next panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Image, labels, propagation, review; Tab goes on inside a panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keys to the panel before</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Grey levels</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Recent images</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from a label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start from a label set in Latin</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show and lock</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change mask</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Main</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>None yet</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Slices</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Worklist</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
