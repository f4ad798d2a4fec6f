<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>annotator</name>
    <message>
        <source>File</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>编辑</translation>
    </message>
    <message>
        <source>View</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>视图</translation>
    </message>
    <message>
        <source>Tools</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>工具</translation>
    </message>
    <message>
        <source>Labels</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/decision_dialog.py, annotator/ui/panels/labels_panel.py, annotator/ui/panels/propagate_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>标签</translation>
    </message>
    <message>
        <source>Propagate</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/propagate_panel.py, annotator/ui/run_flow.py</extracomment>
        <translation>传播</translation>
    </message>
    <message>
        <source>Review</source>
        <extracomment>annotator/ui/actions.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>审核</translation>
    </message>
    <message>
        <source>Help</source>
        <extracomment>annotator/ui/actions.py</extracomment>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Dark</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>深色</translation>
    </message>
    <message>
        <source>Light</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>浅色</translation>
    </message>
    <message>
        <source>As the desktop</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>跟随桌面</translation>
    </message>
    <message>
        <source>Colours of the window</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>窗口配色</translation>
    </message>
    <message>
        <source>Language</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>语言</translation>
    </message>
    <message>
        <source>The window has its new language from the next start on.</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>新语言将在下次启动时生效。</translation>
    </message>
    <message>
        <source>Keys to the next panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>将按键焦点移到下一个面板</translation>
    </message>
    <message>
        <source>Image, labels, propagation, review; Tab goes on inside a panel</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>图像、标签、传播、审核；在面板内用 Tab 继续移动</translation>
    </message>
    <message>
        <source>Keys to the panel before</source>
        <extracomment>annotator/ui/appearance_flow.py</extracomment>
        <translation>将按键焦点移到上一个面板</translation>
    </message>
    <message>
        <source>Grey levels</source>
        <extracomment>annotator/ui/display_flow.py, annotator/ui/panels/window_fields.py</extracomment>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Recent images</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>最近打开的图像</translation>
    </message>
    <message>
        <source>Start from a label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>从标签集开始</translation>
    </message>
    <message>
        <source>Start from a label set in Latin</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>从拉丁文标签集开始</translation>
    </message>
    <message>
        <source>Show and lock</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>显示与锁定</translation>
    </message>
    <message>
        <source>Change mask</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>修改掩膜</translation>
    </message>
    <message>
        <source>Main</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>None yet</source>
        <extracomment>annotator/ui/menus.py</extracomment>
        <translation>暂无</translation>
    </message>
    <message>
        <source>Slices</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/navigation.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>切片</translation>
    </message>
    <message>
        <source>There is no modality &apos;{modality}&apos;; choose auto, ct or mr.</source>
        <extracomment>annotator/core/denoising.py</extracomment>
        <translation>没有模态“{modality}”；请选择 auto、ct 或 mr。</translation>
    </message>
    <message>
        <source>The strength {strength:g} is out of range; choose 0 to {most_strength:g}, or leave it automatic.</source>
        <extracomment>annotator/core/denoising.py</extracomment>
        <translation>强度 {strength:g} 超出范围；请选择 0 到 {most_strength:g}，或保持自动。</translation>
    </message>
    <message>
        <source>Length</source>
        <extracomment>annotator/core/measurements.py</extracomment>
        <translation>长度</translation>
    </message>
    <message>
        <source>Angle</source>
        <extracomment>annotator/core/measurements.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>角度</translation>
    </message>
    <message numerus="yes">
        <source>learning from {n} painted slices</source>
        <extracomment>annotator/inference/catnet/adapter.py</extracomment>
        <translation>
            <numerusform>正在从 {n} 个已勾画切片学习</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>looking at {n} painted slices</source>
        <extracomment>annotator/inference/catnet/adapter.py</extracomment>
        <translation>
            <numerusform>正在查看 {n} 个已勾画切片</numerusform>
        </translation>
    </message>
    <message>
        <source>Encoding slices</source>
        <extracomment>annotator/inference/catnet/filling.py, annotator/inference/catnet/propagator.py</extracomment>
        <translation>正在编码切片</translation>
    </message>
    <message>
        <source>Following from slice to slice</source>
        <extracomment>annotator/inference/catnet/filling.py</extracomment>
        <translation>正在逐层跟踪</translation>
    </message>
    <message>
        <source>Filling again from both sides</source>
        <extracomment>annotator/inference/catnet/filling.py</extracomment>
        <translation>正在从两侧再次填充</translation>
    </message>
    <message>
        <source>Iteration {shown} of {last}</source>
        <extracomment>annotator/inference/catnet/filling.py, annotator/ui/inspector/panel.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>第 {shown} 次迭代，共 {last} 次</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice before looking into a run.</source>
        <extracomment>annotator/inference/catnet/inspection.py</extracomment>
        <translation>请先在至少一个切片上勾画该结构，再查看运行过程。</translation>
    </message>
    <message>
        <source>The finished cases hold none of these labels; choose others.</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>已完成的病例中没有这些标签；请另选标签。</translation>
    </message>
    <message>
        <source>No other finished case is there to fill this one from.</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>没有其他已完成的病例可用来填充此病例。</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice before propagating.</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>请先在至少一个切片上勾画该结构，再进行传播。</translation>
    </message>
    <message>
        <source>This computer has too little free memory for the run; close other programs or propagate fewer slices. Nothing was changed.</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>本机可用内存不足，无法运行；请关闭其他程序或减少要传播的切片。未作任何更改。</translation>
    </message>
    <message>
        <source>encoding slices</source>
        <extracomment>annotator/inference/catnet/propagator.py</extracomment>
        <translation>正在编码切片</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}.</source>
        <extracomment>annotator/inference/checkpoint_import.py</extracomment>
        <translation>无法写入 {file}：{reason}。</translation>
    </message>
    <message>
        <source>{file} cannot be read: {reason}.</source>
        <extracomment>annotator/inference/checkpoint_import.py, annotator/inference/model_store.py, annotator/io/byte_stream.py, annotator/io/case_finding.py, annotator/io/case_state.py, annotator/io/label_files.py, annotator/io/sidecar.py, annotator/io/text_header.py, annotator/services/project.py</extracomment>
        <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
        <source>No slice classifier is installed; see &apos;annotator models&apos;.</source>
        <extracomment>annotator/inference/cloformer/slice_scorer.py</extracomment>
        <translation>未安装切片分类器；请参阅“annotator models”。</translation>
    </message>
    <message>
        <source>Looking at the slices</source>
        <extracomment>annotator/inference/cloformer/slice_scorer.py</extracomment>
        <translation>正在查看切片</translation>
    </message>
    <message numerus="yes">
        <source>CPU ({n} threads)</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>
            <numerusform>CPU（{n} 个线程）</numerusform>
        </translation>
    </message>
    <message>
        <source>There is no device &apos;{wanted}&apos;; choose one of {choices}.</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>没有设备“{wanted}”；请从 {choices} 中选择。</translation>
    </message>
    <message>
        <source>No {kind} is available to torch here; use --device cpu or auto.</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>torch 在本机上没有可用的 {kind}；请使用 --device cpu 或 auto。</translation>
    </message>
    <message>
        <source>No denoiser for {modality} is installed; name a model, or train one with &apos;annotator train denoiser&apos;.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>未安装适用于 {modality} 的去噪模型；请指定一个模型，或用“annotator train denoiser”训练一个。</translation>
    </message>
    <message>
        <source>Denoising slices</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>正在对切片去噪</translation>
    </message>
    <message>
        <source>This computer has too little free memory for denoising; close other programs. Nothing was changed.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>本机可用内存不足，无法去噪；请关闭其他程序。未作任何更改。</translation>
    </message>
    <message>
        <source>The model {name} is not for gray-level images; choose another.</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>模型 {name} 不适用于灰度图像；请另选模型。</translation>
    </message>
    <message>
        <source>There is no {architecture} model &apos;{name}&apos;; installed: {known}.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>没有名为“{name}”的 {architecture} 模型；已安装：{known}。</translation>
    </message>
    <message>
        <source>The model {name} is a {architecture}; choose another.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>模型 {name} 属于 {architecture}；请另选模型。</translation>
    </message>
    <message>
        <source>The weights of {name} are damaged or were exchanged: their checksum is not the one in the manifest. Install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>{name} 的权重已损坏或被替换：其校验和与清单中的不一致。请重新安装该模型。</translation>
    </message>
    <message>
        <source>The weights of {name} are not all finite numbers; train or install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>{name} 的权重含有非有限数值；请重新训练或重新安装该模型。</translation>
    </message>
    <message>
        <source>No {architecture} model is installed; use the interpolation method.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>未安装 {architecture} 模型；请使用插值方法。</translation>
    </message>
    <message>
        <source>The weights of {name} do not fit the [config] in its {manifest}; correct it or install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>{name} 的权重与其 {manifest} 中的 [config] 不符；请更正，或重新安装该模型。</translation>
    </message>
    <message>
        <source>The weights of {name} are no safetensors file; install the model again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>{name} 的权重不是 safetensors 文件；请重新安装该模型。</translation>
    </message>
    <message>
        <source>The model {name} has no {weights}; install it again.</source>
        <extracomment>annotator/inference/model_store.py</extracomment>
        <translation>模型 {name} 缺少 {weights}；请重新安装。</translation>
    </message>
    <message>
        <source>{name} is damaged (its header promises {claimed} bytes, more than its {available} compressed bytes can hold); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} 已损坏（文件头声明 {claimed} 字节，超过其 {available} 个压缩字节所能容纳的量）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} would unpack to {claimed:.1f} GiB, {ratio:.0f} times its size, which no scan does; save it uncompressed if it is meant.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} 解压后将达 {claimed:.1f} GiB，是其大小的 {ratio:.0f} 倍，任何扫描都不会如此；如确属本意，请保存为未压缩文件。</translation>
    </message>
    <message>
        <source>{name} is damaged (its compressed data is cut short or corrupt); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} 已损坏（压缩数据被截断或出错）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} is cut short (it has {available} of the {claimed} bytes that its header promises); copy or download it again.</source>
        <extracomment>annotator/io/byte_stream.py</extracomment>
        <translation>{name} 被截断（文件头声明 {claimed} 字节，实际只有 {available} 字节）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{parent} cannot be written ({reason}); check its permissions.</source>
        <extracomment>annotator/io/case_index.py</extracomment>
        <translation>无法写入 {parent}（{reason}）；请检查其权限。</translation>
    </message>
    <message>
        <source>The index {file} cannot be made: {error}.</source>
        <extracomment>annotator/io/case_index.py</extracomment>
        <translation>无法建立索引 {file}：{error}。</translation>
    </message>
    <message>
        <source>{name} is open since {since} by {user} at {computer}</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{name} 自 {since} 起由 {user} 在 {computer} 上打开</translation>
    </message>
    <message>
        <source>{name} is open since {since} by {user}</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{name} 自 {since} 起由 {user} 打开</translation>
    </message>
    <message>
        <source>{sentence}; wait until it is closed there.</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>{sentence}；请等到那边关闭。</translation>
    </message>
    <message>
        <source>somebody</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>某人</translation>
    </message>
    <message>
        <source>{folder} cannot be written ({reason}); check its permissions.</source>
        <extracomment>annotator/io/case_lock.py</extracomment>
        <translation>无法写入 {folder}（{reason}）；请检查其权限。</translation>
    </message>
    <message>
        <source>{name} has no series {key}; choose one of these:{listed}</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>{name} 中没有序列 {key}；请从以下序列中选择：{listed}</translation>
    </message>
    <message>
        <source>{name} holds no DICOM files; choose the folder of a CT or MR series.</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>{name} 中没有 DICOM 文件；请选择 CT 或 MR 序列所在的文件夹。</translation>
    </message>
    <message>
        <source>{name} is a folder that holds no DICOM files (looked at {others} others); choose the folder of a CT or MR series.</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>{name} 是一个不含 DICOM 文件的文件夹（已查看其他 {others} 个文件）；请选择 CT 或 MR 序列所在的文件夹。</translation>
    </message>
    <message>
        <source>A contour runs across the slices of this image, so it belongs to another one; open the image that it was drawn on.</source>
        <extracomment>annotator/io/dicom/contours.py</extracomment>
        <translation>有轮廓与此图像的切片相交而不平行，因此它属于另一幅图像；请打开勾画它时所用的图像。</translation>
    </message>
    <message>
        <source>{name} is a file of the image, which is never overwritten; choose another name.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>{name} 是图像本身的文件，绝不会被覆盖；请换一个名称。</translation>
    </message>
    <message>
        <source>{name} would unpack to {size:.0f} MB, {bomb_ratio} times its own size or more; it is not opened.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} 解压后将达 {size:.0f} MB，是其自身大小的 {bomb_ratio} 倍或更多；因此不打开。</translation>
    </message>
    <message>
        <source>{name} is encrypted; unpack it and open the folder.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} 已加密；请解压后打开其文件夹。</translation>
    </message>
    <message>
        <source>{path} holds more than {most_files} files; open a folder closer to the images.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{path} 中的文件超过 {most_files} 个；请打开更接近图像的文件夹。</translation>
    </message>
    <message>
        <source>{name} is a damaged zip archive; copy it again.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>{name} 是损坏的 zip 压缩包；请重新复制。</translation>
    </message>
    <message>
        <source>{folder} cannot be read; check its permissions.</source>
        <extracomment>annotator/io/dicom/files.py</extracomment>
        <translation>无法读取 {folder}；请检查其权限。</translation>
    </message>
    <message>
        <source>{name} has a damaged rescale slope or intercept.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{name} 的重标定斜率或截距已损坏。</translation>
    </message>
    <message>
        <source>{name} holds no label.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} 中没有标签。</translation>
    </message>
    <message>
        <source>{name} holds {count} labels; {largest_label} are the most.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} 中有 {count} 个标签；最多 {largest_label} 个。</translation>
    </message>
    <message>
        <source>The order must name each label of {name} once: {known}.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>顺序中必须把 {name} 的每个标签列出一次：{known}。</translation>
    </message>
    <message>
        <source>These labels hold no voxel of the image: {labels}.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>这些标签在图像中没有任何体素：{labels}。</translation>
    </message>
    <message>
        <source>Labels overlap in {shared} voxels; there the one laid last was kept.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>标签在 {shared} 个体素处重叠；此处保留最后放置的标签。</translation>
    </message>
    <message>
        <source>The file lacks its last part; contours may be missing.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>文件缺少最后一部分；轮廓可能不完整。</translation>
    </message>
    <message>
        <source>{name} is a damaged DICOM mask; copy or download it again.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} 是损坏的 DICOM 掩膜；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} stores {bits_stored} of {bits_allocated} bits per pixel, which cannot be read here; export it again with 8, 16 or 32 bits.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} 每像素占 {bits_allocated} 位、使用 {bits_stored} 位，这里无法读取；请以 8、16 或 32 位重新导出。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short: it claims {columns} × {rows} × {frames} pixels; copy or download it again.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} 已损坏或被截断：它声明有 {columns} × {rows} × {frames} 个像素；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} is damaged or cut short; copy or download it again.</source>
        <extracomment>annotator/io/dicom/pixels.py</extracomment>
        <translation>{name} 已损坏或被截断；请重新复制或下载。</translation>
    </message>
    <message>
        <source>The mask is empty; there is nothing to outline.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>掩膜为空；没有可勾出的轮廓。</translation>
    </message>
    <message>
        <source>The mask is empty; a DICOM segmentation must hold at least one label.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>掩膜为空；DICOM 分割至少要有一个标签。</translation>
    </message>
    <message>
        <source>{name} was not saved because it did not read back as written; check the disk or save to another folder.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>{name} 未保存，因为读回的内容与写入的不一致；请检查磁盘，或保存到其他文件夹。</translation>
    </message>
    <message>
        <source>DICOM segmentations need the package highdicom; install it with pip install &apos;catnet-annotator[dicom]&apos;, or save as .nii.gz.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>DICOM 分割需要软件包 highdicom；请用 pip install &apos;catnet-annotator[dicom]&apos; 安装，或保存为 .nii.gz。</translation>
    </message>
    <message>
        <source>{name} does not say where its segments lie.</source>
        <extracomment>annotator/io/dicom/segments.py</extracomment>
        <translation>{name} 没有说明其分割区域的位置。</translation>
    </message>
    <message>
        <source>{name} is a colour image; save it as a single-channel image and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 是彩色图像；请另存为单通道图像后再打开。</translation>
    </message>
    <message>
        <source>{name} stores {name_2} numbers; save its magnitude or real part as a real-valued image and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 存储的是 {name_2} 数值；请把其幅值或实部另存为实数图像后再打开。</translation>
    </message>
    <message>
        <source>{name} is a {count}D image; open a 3D volume instead.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 是 {count} 维图像；请打开三维体数据。</translation>
    </message>
    <message>
        <source>{name} has {count} dimensions ({shape}); extract one 3D volume and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 有 {count} 个维度（{shape}）；请提取一个三维体数据后再打开。</translation>
    </message>
    <message>
        <source>{name} holds no voxels; its header may be damaged.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 不含任何体素；其文件头可能已损坏。</translation>
    </message>
    <message>
        <source>{name}, line {number}: {error}.</source>
        <extracomment>annotator/io/label_files.py</extracomment>
        <translation>{name} 第 {number} 行：{error}。</translation>
    </message>
    <message>
        <source>{name} has labels above {largest}, which were renumbered: {told}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 含有大于 {largest} 的标签，已重新编号：{told}。</translation>
    </message>
    <message>
        <source>{name} was resampled onto the grid of the image: {difference}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 已重采样到图像的网格：{difference}。</translation>
    </message>
    <message>
        <source>{name} has {count} time points; a label map must be 3D.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 有 {count} 个时间点；标签图必须是三维的。</translation>
    </message>
    <message>
        <source>{name} holds {found}, so it is no label map; labels are whole numbers from 0 to {largest_label}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 含有 {found}，因此不是标签图；标签是 0 到 {largest_label} 的整数。</translation>
    </message>
    <message>
        <source>{name} holds only 0 and 255; 255 was read as label 1.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 只含 0 和 255；255 已作为标签 1 读取。</translation>
    </message>
    <message>
        <source>{name} holds {count} labels, and a mask has room for {most_labels}; is it an image?</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 含有 {count} 个标签，而一个掩膜最多容纳 {most_labels} 个；它是图像吗？</translation>
    </message>
    <message>
        <source>{name} uses the values {shown}, and labels go from 1 to {largest}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 使用了数值 {shown}，而标签为 1 到 {largest}</translation>
    </message>
    <message>
        <source>{name} covers a part of the image ({shape} voxels), on the same voxels; the rest was read as background.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 只覆盖图像的一部分（{shape} 个体素），体素位置一致；其余部分按背景读取。</translation>
    </message>
    <message>
        <source>{name} is not on the grid of the image: {difference}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 不在图像的网格上：{difference}</translation>
    </message>
    <message>
        <source>{name} has no layer {layer}; choose one from 0 to {count}.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 没有第 {layer} 层；请从 0 到 {count} 中选择。</translation>
    </message>
    <message>
        <source>Layer {layer}: {names}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>第 {layer} 层：{names}</translation>
    </message>
    <message>
        <source>{name} holds {nan} voxels that are no number (NaN); they were read as background.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 含有 {nan} 个非数值（NaN）体素；已按背景读取。</translation>
    </message>
    <message>
        <source>{name} holds {rounded} voxels that are almost whole numbers; they were read as the nearest label.</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 含有 {rounded} 个接近整数的体素；已按最接近的标签读取。</translation>
    </message>
    <message>
        <source>Renumber ({told})</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>重新编号（{told}）</translation>
    </message>
    <message>
        <source>Take the nearest values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>取最近邻值</translation>
    </message>
    <message>
        <source>{name} was written for another state of this mask and was left out: all slices count as painted.</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>{name} 是为此掩膜的另一状态写入的，因此未采用：所有切片都视为已勾画。</translation>
    </message>
    <message>
        <source>What is known of the slices was left out, because it is damaged: {error}</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>各切片的已知信息已损坏，因此未采用：{error}</translation>
    </message>
    <message>
        <source>The names of the labels were left out, because their file is damaged: {error}</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>标签名称的文件已损坏，因此未采用：{error}</translation>
    </message>
    <message>
        <source>{name} holds {channels} values per voxel (colours, vectors or a time series stored as such); save one of them as a 3D image.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} 每个体素含有 {channels} 个值（颜色、向量或以此方式存储的时间序列）；请把其中一个另存为三维图像。</translation>
    </message>
    <message>
        <source>{name} is not a readable MetaImage (it has {error}); copy or download it again.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} 不是可读的 MetaImage（{error}）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} is one half of a .hdr/.img pair and {name_2} is missing; put both into one folder.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 是 .hdr/.img 文件对的一半，缺少 {name_2}；请把两者放在同一文件夹中。</translation>
    </message>
    <message>
        <source>{name} is not a NIfTI image.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 不是 NIfTI 图像。</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header ({dimensions} dimensions); copy or download it again.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 的 NIfTI 文件头已损坏（{dimensions} 个维度）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header (its voxels begin at byte {value:g}); copy or download it again.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 的 NIfTI 文件头已损坏（体素起始于第 {value:g} 字节）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} is an Analyze image, which does not say how the patient lies; convert it to NIfTI with the program that made it.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 是 Analyze 图像，其中没有患者的方位；请用生成它的程序转换为 NIfTI。</translation>
    </message>
    <message>
        <source>{name} has a damaged NIfTI header: {error}.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 的 NIfTI 文件头已损坏：{error}。</translation>
    </message>
    <message>
        <source>{name} stores values of an unknown type ({int}); save it as whole or floating-point numbers.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 存储的数值类型未知（{int}）；请另存为整数或浮点数。</translation>
    </message>
    <message>
        <source>{name} is not a readable NRRD image (it has {error}); copy or download it again.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} 不是可读的 NRRD 图像（{error}）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} stores opaque blocks; save it as a scalar image.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} 存储的是不透明数据块；请另存为标量图像。</translation>
    </message>
    <message>
        <source>{name} holds {lengths} values per voxel (colours, vectors or a time series stored as such); save one of them as a 3D image.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} 每个体素含有 {lengths} 个值（颜色、向量或以此方式存储的时间序列）；请把其中一个另存为三维图像。</translation>
    </message>
    <message>
        <source>There is no file {path}.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>没有文件 {path}。</translation>
    </message>
    <message>
        <source>{name} is empty; copy or download it again.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} 是空文件；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} has no valid voxel spacing; its header may be damaged.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} 没有有效的体素间距；其文件头可能已损坏。</translation>
    </message>
    <message>
        <source>{name} ({shape} voxels) needs {needed:.1f} GB of memory, and {free:.1f} GB are free; close other programs or crop it first.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name}（{shape} 个体素）需要 {needed:.1f} GB 内存，而可用 {free:.1f} GB；请关闭其他程序，或先裁剪图像。</translation>
    </message>
    <message>
        <source>The file holds {time_points} time points; this is the first one.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>文件含有 {time_points} 个时间点；这是第一个。</translation>
    </message>
    <message>
        <source>{name} has no time point {chosen}; choose one from 0 to {time_points}.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} 没有时间点 {chosen}；请从 0 到 {time_points} 中选择。</translation>
    </message>
    <message>
        <source>Values reach {largest:.6g}; those beyond ±{exact} were rounded to float32.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>数值最大达 {largest:.6g}；超出 ±{exact} 的值已舍入为 float32。</translation>
    </message>
    <message>
        <source>{name} holds no finite value; there is nothing to show.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} 不含任何有限数值；没有可显示的内容。</translation>
    </message>
    <message>
        <source>{name} ({shape} voxels) does not fit into memory; close other programs or crop it first.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name}（{shape} 个体素）超出内存；请关闭其他程序，或先裁剪图像。</translation>
    </message>
    <message>
        <source>{target} is a folder; give a file name.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{target} 是文件夹；请给出文件名。</translation>
    </message>
    <message>
        <source>There is no folder {parent}; create it or choose another one.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>没有文件夹 {parent}；请新建，或另选一个。</translation>
    </message>
    <message>
        <source>{file} cannot be written: {reason}; choose another folder.</source>
        <extracomment>annotator/io/replacing.py, annotator/services/batch.py</extracomment>
        <translation>无法写入 {file}：{reason}；请另选文件夹。</translation>
    </message>
    <message>
        <source>{target} is a link to itself; choose another name.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{target} 是指向自身的链接；请换一个名称。</translation>
    </message>
    <message>
        <source>{path} is write-protected; choose another place.</source>
        <extracomment>annotator/io/replacing.py</extracomment>
        <translation>{path} 有写保护；请另选位置。</translation>
    </message>
    <message>
        <source>This run read another image, perhaps a denoised one: it cannot be repeated on this.</source>
        <extracomment>annotator/io/session_record.py</extracomment>
        <translation>此次运行读取的是另一幅图像（可能是去噪后的图像）：无法在此图像上重复。</translation>
    </message>
    <message>
        <source>The record of this run is damaged ({error}).</source>
        <extracomment>annotator/io/session_record.py</extracomment>
        <translation>此次运行的记录已损坏（{error}）。</translation>
    </message>
    <message>
        <source>The axis {axis} in the sidecar is none of 0, 1 and 2.</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>附带文件中的轴 {axis} 不是 0、1 或 2。</translation>
    </message>
    <message>
        <source>{name} is damaged ({error}).</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>{name} 已损坏（{error}）。</translation>
    </message>
    <message>
        <source>The sidecar is damaged ({error}).</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>附带文件已损坏（{error}）。</translation>
    </message>
    <message>
        <source>The sidecar names slice {index} of {length}.</source>
        <extracomment>annotator/io/sidecar.py</extracomment>
        <translation>附带文件指向切片 {index}，而总数为 {length}。</translation>
    </message>
    <message>
        <source>install it with: pip install &apos;catnet-annotator[3d]&apos;</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>请用以下命令安装：pip install &apos;catnet-annotator[3d]&apos;</translation>
    </message>
    <message>
        <source>Surfaces are written by an extra: {how}.</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>表面由附加组件写出：{how}。</translation>
    </message>
    <message>
        <source>{name} must end in .stl, .ply or .glb.</source>
        <extracomment>annotator/io/surface_file.py</extracomment>
        <translation>{name} 必须以 .stl、.ply 或 .glb 结尾。</translation>
    </message>
    <message>
        <source>{name} names a voxel data file outside its folder ({shown}), which is not opened; put both into one folder and let the header name the file alone.</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} 指向其文件夹之外的体素数据文件（{shown}），因此不打开；请把两者放在同一文件夹，并让文件头只写文件名。</translation>
    </message>
    <message>
        <source>{name} is damaged or its voxel data file is missing ({shown}); copy or download it again.</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} 已损坏或缺少其体素数据文件（{shown}）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} names a voxel data file that is no file ({shown}).</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>{name} 所指的体素数据文件并非文件（{shown}）。</translation>
    </message>
    <message>
        <source>{reader} cannot open the source {name} ({reason}), so it was not compared there; programs built on it will not show this image.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>{reader} 无法打开源图像 {name}（{reason}），因此未在其中比较；基于它的程序不会显示此图像。</translation>
    </message>
    <message>
        <source>Programs built on ITK place this image elsewhere than its header&apos;s first affine says; the saved file lies on the image there too, because it has the same header.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>基于 ITK 的程序放置此图像的位置与其文件头中第一个仿射矩阵不同；保存的文件在那里也与图像重合，因为两者的文件头相同。</translation>
    </message>
    <message>
        <source>Programs built on ITK place the source up to {apart:.3g} mm away from where its header puts it, and the saved file where the header puts it; for such programs save in the format of the source.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>基于 ITK 的程序放置源图像的位置与其文件头相差最多 {apart:.3g} mm，而保存的文件按文件头放置；用于此类程序时，请以源图像的格式保存。</translation>
    </message>
    <message>
        <source>The axes of the source are not perpendicular: the sform holds them exactly, the qform cannot, and programs built on ITK refuse or straighten such files.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>源图像的各轴不垂直：sform 可精确保存，qform 不能；基于 ITK 的程序会拒绝或拉直此类文件。</translation>
    </message>
    <message>
        <source>The 32-bit rotation of the qform only approximates this affine; the sform holds it exactly.</source>
        <extracomment>annotator/io/verify.py</extracomment>
        <translation>qform 的 32 位旋转只能近似此仿射矩阵；sform 可精确保存。</translation>
    </message>
    <message>
        <source>{name} is damaged (its values are no numbers); copy or download it again.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} 已损坏（其内容不是数值）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>{name} is too large for numbers written as text; save it with binary data.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} 太大，不宜用文本数字保存；请以二进制数据保存。</translation>
    </message>
    <message>
        <source>{name} is cut short (voxels are missing from slice {start} on); copy or download it again.</source>
        <extracomment>annotator/io/voxel_source.py</extracomment>
        <translation>{name} 被截断（从切片 {start} 起缺少体素）；请重新复制或下载。</translation>
    </message>
    <message>
        <source>The header of the source is not valid for other programs, so the saved file has a plain one with the same placement.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>源图像的文件头对其他程序无效，因此保存的文件使用位置相同的简单文件头。</translation>
    </message>
    <message>
        <source>The header of the source places its voxels in two ways; programs built on ITK, which read this format, take the second, and so does the saved file.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>源图像的文件头以两种方式放置体素；读取此格式的基于 ITK 的程序采用第二种，保存的文件也是如此。</translation>
    </message>
    <message>
        <source>{name} must end in {choices} or {suffixes}.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} 必须以 {choices} 或 {suffixes} 结尾。</translation>
    </message>
    <message>
        <source>{name} lies in the same folder, and programs built on ITK open that instead of {name_2}; choose another name or folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>同一文件夹中有 {name}，基于 ITK 的程序会打开它而不是 {name_2}；请另选名称或文件夹。</translation>
    </message>
    <message>
        <source>Programs built on ITK would open {name} instead of the image {name_2}; choose another name or folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>基于 ITK 的程序会打开 {name} 而不是图像 {name_2}；请另选名称或文件夹。</translation>
    </message>
    <message>
        <source>{name} is the image itself, which is never overwritten; choose another name.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} 是图像本身，绝不会被覆盖；请换一个名称。</translation>
    </message>
    <message>
        <source>{name} was not saved because it did not read back as written: {difference}; check the disk or save to another folder.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>{name} 未保存，因为读回的内容与写入的不一致：{difference}；请检查磁盘，或保存到其他文件夹。</translation>
    </message>
    <message>
        <source>Programs built on ITK do not open files that end in {written}; name it {name}{suffix}.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>基于 ITK 的程序打不开以 {written} 结尾的文件；请命名为 {name}{suffix}。</translation>
    </message>
    <message>
        <source>That did not work. Nothing was changed. {kind}: {error}</source>
        <extracomment>annotator/services/asking.py</extracomment>
        <translation>操作未成功。未作任何更改。{kind}：{error}</translation>
    </message>
    <message>
        <source>Autosaved {time:%H:%M}</source>
        <extracomment>annotator/services/autosave.py</extracomment>
        <translation>已自动保存 {time:%H:%M}</translation>
    </message>
    <message>
        <source>Autosave failed</source>
        <extracomment>annotator/services/autosave.py</extracomment>
        <translation>自动保存失败</translation>
    </message>
    <message>
        <source>Labels of the project</source>
        <extracomment>annotator/services/case_opening.py</extracomment>
        <translation>项目的标签</translation>
    </message>
    <message>
        <source>Denoising stopped: {kind}: {error}. The image is unchanged.</source>
        <extracomment>annotator/services/denoising.py</extracomment>
        <translation>去噪已停止：{kind}：{error}。图像未改变。</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <extracomment>annotator/services/denoising.py</extracomment>
        <translation>已取消</translation>
    </message>
    <message>
        <source>label {value}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>标签 {value}</translation>
    </message>
    <message>
        <source>Add {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>添加 {name}</translation>
    </message>
    <message>
        <source>{name} may be in {title}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 可能在 {title}</translation>
    </message>
    <message>
        <source>Use {slice} as support of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>将 {slice} 用作 {name} 的支持切片</translation>
    </message>
    <message>
        <source>Leave out {slice} as support of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>不将 {slice} 用作 {name} 的支持切片</translation>
    </message>
    <message>
        <source>The labels have another shape than the image: open those made for it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>标签与图像的形状不同：请打开为此图像制作的标签。</translation>
    </message>
    <message>
        <source>There are already {max_value} labels: remove one first.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>已有 {max_value} 个标签：请先移除一个。</translation>
    </message>
    <message>
        <source>{name} is locked: unlock it before removing it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 已锁定：请解锁后再移除。</translation>
    </message>
    <message>
        <source>Remove {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>移除 {name}</translation>
    </message>
    <message>
        <source>There is no label to paint with: add one in the label list.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>没有可用于勾画的标签：请在标签列表中添加。</translation>
    </message>
    <message>
        <source>{name} is locked: unlock it in the label list to change it.</source>
        <extracomment>annotator/services/document.py, annotator/services/mask_tools.py</extracomment>
        <translation>{name} 已锁定：请在标签列表中解锁后再修改。</translation>
    </message>
    <message>
        <source>{name} is hidden: show it in the label list to paint it.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 已隐藏：请在标签列表中显示后再勾画。</translation>
    </message>
    <message>
        <source>Propagate over {plane} slices</source>
        <extracomment>annotator/services/document.py, annotator/ui/panels/support_strip.py</extracomment>
        <translation>沿{plane}切片传播</translation>
    </message>
    <message>
        <source>{address} is neither on this computer nor encrypted; use an address such as tls://scheduler:8786, or tcp://127.0.0.1:8786.</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>{address} 既不在本机上，也未加密；请使用 tls://scheduler:8786 或 tcp://127.0.0.1:8786 这样的地址。</translation>
    </message>
    <message>
        <source>The cluster at {address} does not do this run: {reason}. This computer goes on with it.</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>位于 {address} 的集群无法完成本次运行：{reason}。将由本机继续。</translation>
    </message>
    <message>
        <source>it has no worker</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>它没有工作进程</translation>
    </message>
    <message>
        <source>its scheduler is gone</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>它的调度器已断开</translation>
    </message>
    <message>
        <source>its worker is gone</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>它的工作进程已断开</translation>
    </message>
    <message>
        <source>Connecting to {address}</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>正在连接 {address}</translation>
    </message>
    <message>
        <source>no scheduler answers there</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>该地址没有调度器应答</translation>
    </message>
    <message>
        <source>no certificate is named for it; name yours in Dask&apos;s configuration, under distributed.comm.tls</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>没有为它指定证书；请在 Dask 配置的 distributed.comm.tls 下指定您的证书</translation>
    </message>
    <message>
        <source>its certificate is not one that yours trusts</source>
        <extracomment>annotator/app/batch_workers.py</extracomment>
        <translation>您的证书不信任它的证书</translation>
    </message>
    <message>
        <source>Sending the image to {address}</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>正在将图像发送到 {address}</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <extracomment>annotator/app/cluster_run.py</extracomment>
        <translation>它没有应答</translation>
    </message>
    <message>
        <source>First masks of the network</source>
        <extracomment>annotator/inference/catnet/early.py</extracomment>
        <translation>网络的初始掩膜</translation>
    </message>
    <message>
        <source>laying {name} onto this patient</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>正在将 {name} 配准到该患者</translation>
    </message>
    <message>
        <source>learning where structures lie</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>正在学习结构的位置</translation>
    </message>
    <message>
        <source>filling label {value}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>正在填充标签 {value}</translation>
    </message>
    <message>
        <source>looking at {name}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>正在查看 {name}</translation>
    </message>
    <message>
        <source>looking for label {value}</source>
        <extracomment>annotator/inference/catnet/prefiller.py</extracomment>
        <translation>正在寻找标签 {value}</translation>
    </message>
    <message>
        <source>{device} is out of memory: going on on the CPU</source>
        <extracomment>annotator/inference/catnet/propagator.py, annotator/inference/grl/denoiser.py</extracomment>
        <translation>{device} 内存不足：改用 CPU 继续</translation>
    </message>
    <message>
        <source>Apple GPU</source>
        <extracomment>annotator/inference/devices.py</extracomment>
        <translation>Apple GPU</translation>
    </message>
    <message>
        <source>GRL {model}, strength {strength:g}, noise {noise:.3g}{unit}</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>GRL {model}，强度 {strength:g}，噪声 {noise:.3g}{unit}</translation>
    </message>
    <message>
        <source>GRL {model}, strength automatic, noise {noise:.3g}{unit}</source>
        <extracomment>annotator/inference/grl/denoiser.py</extracomment>
        <translation>GRL {model}，强度自动，噪声 {noise:.3g}{unit}</translation>
    </message>
    <message>
        <source>{name} is damaged; correct or remove it, then try again.</source>
        <extracomment>annotator/io/case_state.py</extracomment>
        <translation>{name} 已损坏；请更正或删除后重试。</translation>
    </message>
    <message>
        <source>Set aside: {kind} ({count}).</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>未采用：{kind}（{count}）。</translation>
    </message>
    <message>
        <source>damaged files</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>已损坏的文件</translation>
    </message>
    <message>
        <source>copies of the same image</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>同一图像的副本</translation>
    </message>
    <message>
        <source>images without a place in the patient</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>没有患者坐标位置的图像</translation>
    </message>
    <message>
        <source>no description</source>
        <extracomment>annotator/io/dicom/catalogue.py</extracomment>
        <translation>无描述</translation>
    </message>
    <message>
        <source>an unknown code ({uid})</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>未知编码（{uid}）</translation>
    </message>
    <message>
        <source>{name} is compressed with {code}, for which there is no decoder here; export the series uncompressed or as JPEG 2000.</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>{name} 采用 {code} 压缩，此处没有相应的解码器；请以未压缩或 JPEG 2000 格式重新导出该序列。</translation>
    </message>
    <message>
        <source>{name} cannot be decoded ({decoded}); it may be damaged, so copy or download it again.</source>
        <extracomment>annotator/io/dicom/codec.py</extracomment>
        <translation>无法解码 {name}（{decoded}）；文件可能已损坏，请重新复制或下载。</translation>
    </message>
    <message>
        <source>How the labels were made is not known; they are marked as semi-automatic.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>不清楚标签是如何产生的；已标记为半自动。</translation>
    </message>
    <message>
        <source>{name} needs an image that was opened from DICOM, whose patient and series it names; save as .nii.gz instead.</source>
        <extracomment>annotator/io/dicom/export.py</extracomment>
        <translation>{name} 需要从 DICOM 打开的图像，因为其中要写明患者和序列；请改存为 .nii.gz。</translation>
    </message>
    <message>
        <source>secondary captures</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>二次截取图像</translation>
    </message>
    <message>
        <source>segmentations</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>分割</translation>
    </message>
    <message>
        <source>surface segmentations</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>表面分割</translation>
    </message>
    <message>
        <source>dose distributions</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>剂量分布</translation>
    </message>
    <message>
        <source>contours of RTSTRUCT</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>RTSTRUCT 轮廓</translation>
    </message>
    <message>
        <source>directories</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>目录</translation>
    </message>
    <message>
        <source>reports, plans and other files without an image</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>报告、计划及其他不含图像的文件</translation>
    </message>
    <message>
        <source>colour images</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>彩色图像</translation>
    </message>
    <message>
        <source>localizers</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>定位像</translation>
    </message>
    <message>
        <source>images whose values come from a lookup table</source>
        <extracomment>annotator/io/dicom/header.py</extracomment>
        <translation>数值取自查找表的图像</translation>
    </message>
    <message>
        <source>{uneven} They were opened as if {spacing_mm:.4g} mm apart, so lengths and volumes are not exact.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{uneven}已按间距 {spacing_mm:.4g} mm 打开，因此长度和体积并不精确。</translation>
    </message>
    <message>
        <source>The gantry was tilted by {tilt_degrees:.3g}°: each slice is shifted against the one before, which is kept exactly.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>机架倾斜了 {tilt_degrees:.3g}°：每个切片相对前一个切片有平移，已精确保留。</translation>
    </message>
    <message>
        <source>The slices have different rescale intercepts ({least:g} to {most:g}), as their files say; check that none is brighter or darker than its neighbours.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>根据文件，各层的重标截距（Rescale Intercept）不同（{least:g} 至 {most:g}）；请检查是否有某一层比相邻层更亮或更暗。</translation>
    </message>
    <message>
        <source>{name} holds no CT or MR series that can be opened.</source>
        <extracomment>annotator/io/dicom/image.py</extracomment>
        <translation>{name} 中没有可以打开的 CT 或 MR 序列。</translation>
    </message>
    <message>
        <source>{name} holds labels that overlap in {shared} voxels ({listed})</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>{name} 中的标签有 {shared} 个体素重叠（{listed}）</translation>
    </message>
    <message>
        <source>Contours were turned into voxels: those whose centre lies inside.</source>
        <extracomment>annotator/io/dicom/mask.py</extracomment>
        <translation>轮廓已转换为体素：取中心位于轮廓内的体素。</translation>
    </message>
    <message>
        <source>{name} was not saved because label {worst} read back with a Dice of {dice:.3f} only; save it as .nii.gz or .dcm.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>{name} 未保存，因为标签 {worst} 读回后的 Dice 仅为 {dice:.3f}；请存为 .nii.gz 或 .dcm。</translation>
    </message>
    <message>
        <source>Contours only approximate a mask: read back, the least faithful label has a Dice of {dice:.4f}.</source>
        <extracomment>annotator/io/dicom/rtstruct.py</extracomment>
        <translation>轮廓只能近似表示掩膜：读回后，偏差最大的标签 Dice 为 {dice:.4f}。</translation>
    </message>
    <message>
        <source>Programs built on ITK read whole bytes only, so that the last {count} pixels of the last slice may be wrong there; other programs show them as they are.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>基于 ITK 的程序只读取整字节，因此最后一个切片的末尾 {count} 个像素在其中可能出错；其他程序显示正确。</translation>
    </message>
    <message>
        <source>The images of this series have no identifiers (UIDs), so other programs find the mask by its position only.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>该序列的图像没有标识符（UID），其他程序只能按位置找到掩膜。</translation>
    </message>
    <message>
        <source>{name} was not saved because a slice read back lies {apart:.3g} mm off; save it as .nii.gz.</source>
        <extracomment>annotator/io/dicom/segmentation.py</extracomment>
        <translation>{name} 未保存，因为有一个切片读回后偏移了 {apart:.3g} mm；请存为 .nii.gz。</translation>
    </message>
    <message>
        <source>{name} is not on the grid of the image: its pixels are {spacing} mm apart and a plane begins at voxel ({origin}), while those of the image are {x:.4g} × {y:.4g} × {z:.4g} mm apart.</source>
        <extracomment>annotator/io/dicom/segments.py</extracomment>
        <translation>{name} 不在图像的网格上：其像素间距为 {spacing} mm，一个平面始于体素（{origin}），而图像的间距为 {x:.4g} × {y:.4g} × {z:.4g} mm。</translation>
    </message>
    <message>
        <source>Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart, and lie up to {off:.3g} mm off even places.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>切片间距不均匀（{least:.4g} 至 {most:.4g} mm），偏离均匀位置最多 {off:.3g} mm。</translation>
    </message>
    <message>
        <source>time point {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>时间点 {value}</translation>
    </message>
    <message>
        <source>echo time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>回波时间 {value:g} ms</translation>
    </message>
    <message>
        <source>inversion time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>反转时间 {value:g} ms</translation>
    </message>
    <message>
        <source>stack {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>层组 {value}</translation>
    </message>
    <message>
        <source>type {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>类型 {value}</translation>
    </message>
    <message>
        <source>direction {number}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>方向 {number}</translation>
    </message>
    <message>
        <source>acquisition {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>采集 {value}</translation>
    </message>
    <message>
        <source>trigger time {value:g} ms</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>触发时间 {value:g} ms</translation>
    </message>
    <message>
        <source>acquired at {value}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>采集于 {value}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices are missing: {places}, where the others are {usual:.4g} mm apart.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>
            <numerusform>缺少 {n} 个切片：{places}，其余间距为 {usual:.4g} mm。</numerusform>
        </translation>
    </message>
    <message>
        <source>Slices are unevenly spaced, {least:.4g} to {most:.4g} mm apart: {places}, where {usual:.4g} mm are usual.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>切片间距不均匀（{least:.4g} 至 {most:.4g} mm）：{places}，通常为 {usual:.4g} mm。</translation>
    </message>
    <message>
        <source>Slices are {usual:.4g} mm apart, but lie up to {off:.3g} mm beside a straight line.</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>各层间距为 {usual:.4g} mm，但偏离直线最多 {off:.3g} mm。</translation>
    </message>
    <message numerus="yes">
        <source>{places} and at {n} more places</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>
            <numerusform>{places}，另有 {n} 处</numerusform>
        </translation>
    </message>
    <message>
        <source>{gap:.3g} mm between slices {first} and {second}</source>
        <extracomment>annotator/io/dicom/stacks.py</extracomment>
        <translation>切片 {first} 与 {second} 之间 {gap:.3g} mm</translation>
    </message>
    <message>
        <source>{name} stores single bits or numbers of 128 bits; save it as whole or floating-point numbers and open that.</source>
        <extracomment>annotator/io/image_file.py</extracomment>
        <translation>{name} 存储的是单个比特或 128 位的数；请另存为整数或浮点数再打开。</translation>
    </message>
    <message>
        <source>{name} is no text in UTF-8; save it as UTF-8, or choose a label or colour file.</source>
        <extracomment>annotator/io/label_files.py</extracomment>
        <translation>{name} 不是 UTF-8 文本；请存为 UTF-8，或选择标签或颜色文件。</translation>
    </message>
    <message>
        <source>{name} has {count} layers of overlapping segments, and a mask holds one label per voxel</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 有 {count} 层相互重叠的分割，而掩膜的每个体素只能有一个标签</translation>
    </message>
    <message>
        <source>layer {layer}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>第 {layer} 层</translation>
    </message>
    <message>
        <source>values from {low:g} to {high:g}</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{low:g} 至 {high:g} 的值</translation>
    </message>
    <message>
        <source>more than {most} values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>超过 {most} 个不同的值</translation>
    </message>
    <message>
        <source>{name} on top</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>{name} 在上</translation>
    </message>
    <message>
        <source>infinite values</source>
        <extracomment>annotator/io/label_map.py</extracomment>
        <translation>无穷大的值</translation>
    </message>
    <message>
        <source>The header gives lengths in another unit ({shown}); they were turned into mm.</source>
        <extracomment>annotator/io/lengths.py</extracomment>
        <translation>文件头使用其他长度单位（{shown}）；已换算为 mm。</translation>
    </message>
    <message>
        <source>The header gives lengths in an unknown unit ({shown}); they are taken as mm, so check sizes and volumes before you trust them.</source>
        <extracomment>annotator/io/lengths.py</extracomment>
        <translation>文件头使用未知的长度单位（{shown}）；已按 mm 处理，采信前请核对尺寸和体积。</translation>
    </message>
    <message>
        <source>{name} is there already and was not written with {mask}: save under another name, or say that it may be replaced.</source>
        <extracomment>annotator/io/mask_file.py</extracomment>
        <translation>{name} 已存在，且不是随 {mask} 一起写入的：请换名保存，或允许替换。</translation>
    </message>
    <message>
        <source>The sidecar holds a measurement that is none.</source>
        <extracomment>annotator/io/measurement_record.py</extracomment>
        <translation>附属文件中有一项无效的测量。</translation>
    </message>
    <message>
        <source>The sidecar holds a measurement outside of the image.</source>
        <extracomment>annotator/io/measurement_record.py</extracomment>
        <translation>附属文件中有一项位于图像之外的测量。</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies (no TransformMatrix): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头未说明患者体位（无 TransformMatrix）：左右前后均为假定，采信前请核对。</translation>
    </message>
    <message>
        <source>no field &apos;ElementDataFile&apos;</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>没有字段“ElementDataFile”</translation>
    </message>
    <message>
        <source>an unknown type ({name})</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>未知类型（{name}）</translation>
    </message>
    <message>
        <source>an impossible HeaderSize ({skipped})</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>不可能的 HeaderSize（{skipped}）</translation>
    </message>
    <message>
        <source>a HeaderSize of -1 with compressed data</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>数据已压缩而 HeaderSize 为 -1</translation>
    </message>
    <message>
        <source>{count} voxel data files for {slices} slices</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>{slices} 个切片却有 {count} 个体素数据文件</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing; 1 mm is assumed.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头未给出体素间距；假定为 1 mm。</translation>
    </message>
    <message>
        <source>The header gives a negative voxel spacing; its size is used.</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>文件头给出了负的体素间距；采用其绝对值。</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {missing}; 1 mm is assumed.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头未给出 {missing} 方向的体素间距；假定为 1 mm。</translation>
    </message>
    <message>
        <source>order of the axes</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>轴的顺序</translation>
    </message>
    <message>
        <source>The header&apos;s AnatomicalOrientation ({code}) contradicts its {used}; the {used} is used, so check left, right, front and back before you trust them.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头的 AnatomicalOrientation（{code}）与{used}矛盾；采用{used}，采信前请核对左右前后。</translation>
    </message>
    <message>
        <source>The header&apos;s intensity function is not valid; stored values are shown.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头的灰度函数无效；显示存储值。</translation>
    </message>
    <message>
        <source>The header&apos;s intensity function was applied (value = {slope:g} · stored + {inter:g}); other programs may show the stored values.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>已应用文件头的灰度函数（值 = {slope:g} · 存储值 + {inter:g}）；其他程序可能显示存储值。</translation>
    </message>
    <message>
        <source>a header line that is no field</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>文件头中有一行不是字段</translation>
    </message>
    <message>
        <source>no field &apos;{name}&apos;</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>没有字段“{name}”</translation>
    </message>
    <message>
        <source>an impossible list of voxel data files</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>不可能的体素数据文件列表</translation>
    </message>
    <message>
        <source>an impossible pattern of its voxel data files</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py, annotator/io/text_header.py</extracomment>
        <translation>不可能的体素数据文件名模式</translation>
    </message>
    <message>
        <source>{name} has a TransformMatrix that places several voxels at one place ({values}); its header may be damaged.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>{name} 的 TransformMatrix 把多个体素放在同一位置（{values}）；文件头可能已损坏。</translation>
    </message>
    <message>
        <source>The origin in the header is not a valid place; 0, 0, 0 is used.</source>
        <extracomment>annotator/io/metaimage.py, annotator/io/nrrd.py</extracomment>
        <translation>文件头中的原点不是有效位置；采用 0, 0, 0。</translation>
    </message>
    <message>
        <source>ElementSpacing ({spacing}) and ElementSize ({size}) differ in the header; the spacing is used.</source>
        <extracomment>annotator/io/metaimage.py</extracomment>
        <translation>文件头中的 ElementSpacing（{spacing}）与 ElementSize（{size}）不一致；采用 ElementSpacing。</translation>
    </message>
    <message>
        <source>The {name} in the header is not a valid placement and was ignored.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头中的 {name} 不是有效的位置信息，已忽略。</translation>
    </message>
    <message>
        <source>{name} is one half of a .hdr/.img pair; rename it to .hdr and put the other half beside it, or convert the pair to one .nii file.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>{name} 是 .hdr/.img 文件对的一半；请改名为 .hdr 并把另一半放在旁边，或将文件对转换为一个 .nii 文件。</translation>
    </message>
    <message>
        <source>The intercept in the header is not a number; 0 is used.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头中的截距不是数值；采用 0。</translation>
    </message>
    <message>
        <source>The header gives a negative voxel spacing; its size is used, other programs may mirror the image.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头给出了负的体素间距；采用其绝对值，其他程序可能会镜像图像。</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {missing}; 1 is assumed.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头未给出 {missing} 方向的体素间距；假定为 1。</translation>
    </message>
    <message>
        <source>The header gives lengths in an unknown unit (code {code}); they are taken as mm, so check sizes and volumes before you trust them.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头使用未知的长度单位（代码 {code}）；已按 mm 处理，采信前请核对尺寸和体积。</translation>
    </message>
    <message>
        <source>The header gives two voxel spacings: {affine} in its affine, which is used, and {pixdim} in the field pixdim, which other programs may use.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头给出了两种体素间距：仿射矩阵中为 {affine}（采用），字段 pixdim 中为 {pixdim}（其他程序可能采用）。</translation>
    </message>
    <message>
        <source>The scaling in the header is not finite; stored values are shown.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头中的缩放不是有限值；显示存储值。</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies (no sform, no qform): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头未说明患者体位（无 sform，无 qform）：左右前后均为假定，采信前请核对。</translation>
    </message>
    <message>
        <source>The header gives lengths in another unit ({unit}); they were turned into mm.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>文件头使用其他长度单位（{unit}）；已换算为 mm。</translation>
    </message>
    <message>
        <source>sform and qform place voxels up to {apart:.3g} mm apart; the sform is used, other programs may use the qform.</source>
        <extracomment>annotator/io/nifti.py</extracomment>
        <translation>sform 与 qform 给出的体素位置最多相差 {apart:.3g} mm；采用 sform，其他程序可能采用 qform。</translation>
    </message>
    <message>
        <source>The header does not say how the patient lies ({what}): left, right, front and back are assumed, so check them before you trust them.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>文件头未说明患者体位（{what}）：左右前后均为假定，采信前请核对。</translation>
    </message>
    <message>
        <source>The header gives no voxel spacing along {axes}; 1 mm is assumed.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>文件头未给出 {axes} 方向的体素间距；假定为 1 mm。</translation>
    </message>
    <message>
        <source>no NRRD header</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>没有 NRRD 文件头</translation>
    </message>
    <message>
        <source>an unknown byte order</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>未知的字节序</translation>
    </message>
    <message>
        <source>space directions that do not fit its dimension</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>space directions 与维数不符</translation>
    </message>
    <message>
        <source>The header places this image in space and time; its time is not used.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>文件头同时给出了空间和时间位置；时间未被采用。</translation>
    </message>
    <message>
        <source>space: {space}</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>空间：{space}</translation>
    </message>
    <message>
        <source>no space</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>无空间信息</translation>
    </message>
    <message>
        <source>{what}, no directions</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{what}，无方向</translation>
    </message>
    <message>
        <source>an unknown encoding ({encoding})</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>未知编码（{encoding}）</translation>
    </message>
    <message>
        <source>an impossible byte skip ({skipped})</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>不可能的 byte skip（{skipped}）</translation>
    </message>
    <message>
        <source>space directions that are not vectors of three numbers</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>space directions 不是三个数的向量</translation>
    </message>
    <message>
        <source>a byte skip of -1 with compressed data</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>数据已压缩而 byte skip 为 -1</translation>
    </message>
    <message>
        <source>no voxel data and no field &apos;data file&apos;</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>既没有体素数据，也没有字段“data file”</translation>
    </message>
    <message>
        <source>an empty list of voxel data files</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>体素数据文件列表为空</translation>
    </message>
    <message>
        <source>{name} has no valid voxel spacing along its axis {axis} ({values}); its header may be damaged.</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>{name} 在轴 {axis} 方向没有有效的体素间距（{values}）；文件头可能已损坏。</translation>
    </message>
    <message>
        <source>data that is not compressed as its header says</source>
        <extracomment>annotator/io/nrrd.py</extracomment>
        <translation>数据的压缩方式与文件头不符</translation>
    </message>
    <message>
        <source>its affine differs</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>仿射矩阵不同</translation>
    </message>
    <message>
        <source>its shape is {found} and should be {wanted}</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>大小为 {found}，应为 {wanted}</translation>
    </message>
    <message>
        <source>its spacing is {found} mm and should be {wanted} mm</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>体素间距为 {found} mm，应为 {wanted} mm</translation>
    </message>
    <message>
        <source>its affine turns the axes by {turned:.3g}°</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>仿射矩阵使轴旋转了 {turned:.3g}°</translation>
    </message>
    <message>
        <source>its affine puts the first voxel at {found} mm and not at {wanted} mm (LPS)</source>
        <extracomment>annotator/io/orientation.py</extracomment>
        <translation>仿射矩阵把首个体素放在 {found} mm，而不是 {wanted} mm（LPS）</translation>
    </message>
    <message>
        <source>{count} voxels were not finite numbers; NaN now counts as {low:.6g}, infinity as the largest or smallest finite value.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{count} 个体素不是有限数值；NaN 按 {low:.6g} 计，无穷大按最大或最小的有限值计。</translation>
    </message>
    <message>
        <source>{name} is not a format that can be opened here; use NIfTI (.nii, .nii.gz), NRRD (.nrrd, .nhdr), MetaImage (.mha, .mhd) or DICOM.</source>
        <extracomment>annotator/io/read.py</extracomment>
        <translation>{name} 不是此处能打开的格式；请使用 NIfTI（.nii、.nii.gz）、NRRD（.nrrd、.nhdr）、MetaImage（.mha、.mhd）或 DICOM。</translation>
    </message>
    <message>
        <source>a header line of more than 65,536 characters</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>文件头中有一行超过 65,536 个字符</translation>
    </message>
    <message>
        <source>control characters in its header</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>文件头中有控制字符</translation>
    </message>
    <message>
        <source>two values of its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>字段“{name}”有两个值</translation>
    </message>
    <message>
        <source>no numbers in its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>字段“{name}”中没有数值</translation>
    </message>
    <message>
        <source>{count} numbers in its field &apos;{name}&apos; instead of {wanted}</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>字段“{name}”中有 {count} 个数，应为 {wanted} 个</translation>
    </message>
    <message>
        <source>no whole number in its field &apos;{name}&apos;</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>字段“{name}”不是整数</translation>
    </message>
    <message>
        <source>{count} numbers in its field &apos;{name}&apos; instead of {dimension}</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>字段“{name}”中有 {count} 个数，应为 {dimension} 个</translation>
    </message>
    <message>
        <source>an impossible size ({size})</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>不可能的大小（{size}）</translation>
    </message>
    <message>
        <source>an impossible number of voxel data files</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>不可能的体素数据文件数</translation>
    </message>
    <message>
        <source>an impossible name of its voxel data file</source>
        <extracomment>annotator/io/text_header.py</extracomment>
        <translation>不可能的体素数据文件名</translation>
    </message>
    <message>
        <source>{name} lies in the same folder; programs built on ITK now open {saved} instead of it.</source>
        <extracomment>annotator/io/write.py</extracomment>
        <translation>同一文件夹中有 {name}；基于 ITK 的程序现在会打开 {saved} 而不是它。</translation>
    </message>
    <message>
        <source>see its documentation</source>
        <extracomment>annotator/services/about.py</extracomment>
        <translation>见其文档</translation>
    </message>
    <message>
        <source>Put {names} into {group}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>将 {names} 放入 {group}</translation>
    </message>
    <message>
        <source>Take {names} out of the group</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>将 {names} 移出组</translation>
    </message>
    <message>
        <source>{name} absent in {title}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 在 {title} 中不存在</translation>
    </message>
    <message>
        <source>Ends of {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 的两端</translation>
    </message>
    <message>
        <source>Rename {old} to {new}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>将 {old} 重命名为 {new}</translation>
    </message>
    <message>
        <source>Recolour {name}</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>更改 {name} 的颜色</translation>
    </message>
    <message>
        <source>{name} is painted in {title}: erase it there to mark it as absent.</source>
        <extracomment>annotator/services/document.py</extracomment>
        <translation>{name} 在 {title} 中已勾画：请先擦除，再标记为不存在。</translation>
    </message>
    <message>
        <source>Demo volume</source>
        <extracomment>annotator/services/document_files.py</extracomment>
        <translation>演示体数据</translation>
    </message>
    <message>
        <source>Marks of the mask</source>
        <extracomment>annotator/services/document_files.py</extracomment>
        <translation>掩膜的标记</translation>
    </message>
    <message>
        <source>Copy {name} to {slice}</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>将 {name} 复制到 {slice}</translation>
    </message>
    <message>
        <source>grown from seeds</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>由种子生长</translation>
    </message>
    <message>
        <source>Grow from seeds</source>
        <extracomment>annotator/services/drafts.py, annotator/ui/draft_flow.py</extracomment>
        <translation>由种子生长</translation>
    </message>
    <message>
        <source>There is no further slice to copy to.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>没有可复制到的下一个切片。</translation>
    </message>
    <message>
        <source>{name} is not painted on {slice}: paint it first.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>{name} 在 {slice} 上未勾画：请先勾画。</translation>
    </message>
    <message>
        <source>Paint something of each structure first, and of what lies beside it.</source>
        <extracomment>annotator/services/drafts.py</extracomment>
        <translation>请先勾画每个结构的一部分，以及其旁边的部分。</translation>
    </message>
    <message>
        <source>The effort ledger {path} cannot be written: {reason}.</source>
        <extracomment>annotator/services/effort.py</extracomment>
        <translation>无法写入工作量记录 {path}：{reason}。</translation>
    </message>
    <message>
        <source>No slice classifier is installed: there are no suggestions.</source>
        <extracomment>annotator/services/guidance.py</extracomment>
        <translation>未安装切片分类器：没有建议。</translation>
    </message>
    <message>
        <source>The slices could not be judged: {kind}: {error}.</source>
        <extracomment>annotator/services/guidance.py</extracomment>
        <translation>无法评估切片：{kind}：{error}。</translation>
    </message>
    <message>
        <source>Label set {name}</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>标签集 {name}</translation>
    </message>
    <message>
        <source>The label set {name} cannot be read: {error}</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>无法读取标签集 {name}：{error}</translation>
    </message>
    <message>
        <source>The folder {folder} cannot be made: {reason}.</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>无法新建文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
        <source>{name} (damaged)</source>
        <extracomment>annotator/services/label_sets.py</extracomment>
        <translation>{name}（已损坏）</translation>
    </message>
    <message>
        <source>{name}: the painted slices differ too much to learn from; paint one between them</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>{name}：已勾画切片差异过大，无法学习；请在其间再勾画一个切片</translation>
    </message>
    <message>
        <source>weight of the network against interpolation: {labels}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>网络相对于插值的权重：{labels}</translation>
    </message>
    <message numerus="yes">
        <source>Learned {name} from {n} painted slices</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>
            <numerusform>已从 {n} 个已勾画切片学习 {name}</numerusform>
        </translation>
    </message>
    <message>
        <source>Dice of a hidden one {after:.2f} ({before:.2f} before)</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>对隐去的已勾画切片，Dice 为 {after:.2f}（之前 {before:.2f}）</translation>
    </message>
    <message>
        <source>{name} needs no learning: a hidden painted slice was met with Dice {before:.2f}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>{name} 无需学习：对隐去的已勾画切片，Dice 为 {before:.2f}</translation>
    </message>
    <message>
        <source>weights in the mask: network {share:.0%}, interpolation {rest:.0%}</source>
        <extracomment>annotator/services/learned.py</extracomment>
        <translation>掩膜中的权重：网络 {share:.0%}，插值 {rest:.0%}</translation>
    </message>
    <message>
        <source>{labels} and {count} more</source>
        <extracomment>annotator/services/learned.py, annotator/services/snapshot.py</extracomment>
        <translation>{labels} 及另外 {count} 个</translation>
    </message>
    <message>
        <source>Keep largest part</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>保留最大部分</translation>
    </message>
    <message>
        <source>Removes all parts but the largest.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>移除最大部分以外的所有部分。</translation>
    </message>
    <message>
        <source>Remove small parts</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>移除小块</translation>
    </message>
    <message>
        <source>Removes parts below a size.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>移除小于指定大小的部分。</translation>
    </message>
    <message>
        <source>Fill holes</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>填充空洞</translation>
    </message>
    <message>
        <source>Fills what the label encloses on all sides.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>填充被标签完全包围的区域。</translation>
    </message>
    <message>
        <source>Smooth</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>平滑</translation>
    </message>
    <message>
        <source>Each voxel follows the majority around it.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>每个体素随其周围的多数。</translation>
    </message>
    <message>
        <source>Remove spikes</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>去除毛刺</translation>
    </message>
    <message>
        <source>Removes spikes and bridges thinner than a ball.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>去除比球体细的毛刺和桥接。</translation>
    </message>
    <message>
        <source>Close gaps</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>闭合缝隙</translation>
    </message>
    <message>
        <source>Fills gaps and dents narrower than a ball.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>填充比球体窄的缝隙和凹陷。</translation>
    </message>
    <message>
        <source>Smooth with neighbours</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>与相邻标签一起平滑</translation>
    </message>
    <message>
        <source>Smooths the borders between all unlocked labels and opens no gaps between them.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>平滑所有未锁定标签之间的边界，且不在其间产生缝隙。</translation>
    </message>
    <message>
        <source>Grow</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>扩大</translation>
    </message>
    <message>
        <source>Adds a margin.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>向外增加边距。</translation>
    </message>
    <message>
        <source>Shrink</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Takes a margin away.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>向内去除边距。</translation>
    </message>
    <message>
        <source>Hollow</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>挖空</translation>
    </message>
    <message>
        <source>Leaves an outer wall.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>只保留外壁。</translation>
    </message>
    <message>
        <source>Add another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>并入另一标签</translation>
    </message>
    <message>
        <source>Makes another label part of this one.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>将另一标签并入此标签。</translation>
    </message>
    <message>
        <source>Keep away from another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>与另一标签保持距离</translation>
    </message>
    <message>
        <source>Removes what lies within a distance of another label.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>移除与另一标签距离以内的部分。</translation>
    </message>
    <message>
        <source>Keep near another label</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>限于另一标签附近</translation>
    </message>
    <message>
        <source>Removes what lies farther than a distance from another label.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>移除与另一标签距离以外的部分。</translation>
    </message>
    <message>
        <source>{operation}: {name}</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{operation}：{name}</translation>
    </message>
    <message>
        <source>{edit}, {plane} {index}</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{edit}，{plane} {index}</translation>
    </message>
    <message>
        <source>Choose a label first.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>请先选择一个标签。</translation>
    </message>
    <message>
        <source>Choose another label than {name}.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>请选择 {name} 以外的标签。</translation>
    </message>
    <message>
        <source>{operation} needs an amount above 0 {unit}.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{operation}需要大于 0 {unit} 的数值。</translation>
    </message>
    <message>
        <source>{name} is not painted on this slice.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{name} 在此切片上未勾画。</translation>
    </message>
    <message>
        <source>The mask has changed meanwhile: try again.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>掩膜在此期间已改变：请重试。</translation>
    </message>
    <message>
        <source>{name} is not painted.</source>
        <extracomment>annotator/services/mask_tools.py</extracomment>
        <translation>{name} 未勾画。</translation>
    </message>
    <message>
        <source>Measure {kind} {figure}</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>测量 {kind} {figure}</translation>
    </message>
    <message>
        <source>Move a measurement</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>移动测量</translation>
    </message>
    <message>
        <source>Remove a measurement</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>删除测量</translation>
    </message>
    <message>
        <source>Remove all measurements</source>
        <extracomment>annotator/services/measurements.py</extracomment>
        <translation>删除所有测量</translation>
    </message>
    <message>
        <source>The file holds {count} time points; choose one.</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>文件含有 {count} 个时间点；请选择一个。</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>{done} / {total}</translation>
    </message>
    <message numerus="yes">
        <source>{n} files looked at</source>
        <extracomment>annotator/services/opening.py</extracomment>
        <translation>
            <numerusform>已查看 {n} 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Brush</source>
        <extracomment>annotator/services/painting.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>画笔</translation>
    </message>
    <message>
        <source>Sphere</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>球形</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>自适应</translation>
    </message>
    <message>
        <source>Polygon</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>多边形</translation>
    </message>
    <message>
        <source>Fill</source>
        <extracomment>annotator/services/painting.py, annotator/ui/panels/tools_panel.py</extracomment>
        <translation>填充</translation>
    </message>
    <message>
        <source>Flood</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>漫水填充</translation>
    </message>
    <message>
        <source>{tool} {name}, {plane} {index}</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>{tool} {name}，{plane} {index}</translation>
    </message>
    <message>
        <source>Erase, {plane} {index}</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>擦除，{plane} {index}</translation>
    </message>
    <message>
        <source>No closed outline of {name} here: close it before filling it.</source>
        <extracomment>annotator/services/painting.py</extracomment>
        <translation>此处没有 {name} 的闭合轮廓：请先闭合再填充。</translation>
    </message>
    <message>
        <source>{folder} holds no finished case; label one and call it done, then try again.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>{folder} 中没有已完成的病例；请标注一个并设为完成，然后重试。</translation>
    </message>
    <message>
        <source>Every finished case is left out; exclude fewer.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>所有已完成的病例都被排除；请少排除一些。</translation>
    </message>
    <message>
        <source>No finished case is called &apos;{pattern}&apos;; names are like {known}.</source>
        <extracomment>annotator/services/prefill.py</extracomment>
        <translation>没有名为“{pattern}”的已完成病例；名称形如 {known}。</translation>
    </message>
    <message>
        <source>Prefill the case</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>预填充病例</translation>
    </message>
    <message>
        <source>Labels of the finished cases</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>已完成病例的标签</translation>
    </message>
    <message>
        <source>Prefilled {note}</source>
        <extracomment>annotator/services/prefilled.py</extracomment>
        <translation>预填充 {note}</translation>
    </message>
    <message>
        <source>{name} is not painted on any slice: there is nothing to compute.</source>
        <extracomment>annotator/services/probabilities.py</extracomment>
        <translation>{name} 未在任何切片上勾画：没有可计算的内容。</translation>
    </message>
    <message>
        <source>Probabilities: slice {done} of {total}</source>
        <extracomment>annotator/services/probabilities.py</extracomment>
        <translation>概率：切片 {done} / {total}</translation>
    </message>
    <message>
        <source>There is no folder {folder}.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>没有文件夹 {folder}。</translation>
    </message>
    <message>
        <source>{name} has no case {key} any more.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>{name} 中已没有病例 {key}。</translation>
    </message>
    <message>
        <source>{name} is damaged: {error}; correct or remove it.</source>
        <extracomment>annotator/services/project.py</extracomment>
        <translation>{name} 已损坏：{error}；请更正或移除。</translation>
    </message>
    <message>
        <source>Paint the structure on at least one slice, then propagate.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>请在至少一个切片上勾画该结构，然后传播。</translation>
    </message>
    <message>
        <source>Every slice in the range is painted, accepted or marked absent: nothing to fill.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>范围内的每个切片都已勾画、接受或标记为不存在：没有可填充的切片。</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices, +{volume:.1f} ml</source>
        <extracomment>annotator/services/propagation.py, annotator/services/review.py</extracomment>
        <translation>
            <numerusform>{n} 个切片，+{volume:.1f} ml</numerusform>
        </translation>
    </message>
    <message>
        <source>The run stopped: {kind}: {error}. Nothing was changed.</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>运行已停止：{kind}：{error}。未作任何更改。</translation>
    </message>
    <message>
        <source>Open an image first.</source>
        <extracomment>annotator/services/propagation.py, annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>请先打开图像。</translation>
    </message>
    <message>
        <source>Propagate {names} ({method})</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>传播 {names}（{method}）</translation>
    </message>
    <message>
        <source>Cancelled: {text}</source>
        <extracomment>annotator/services/propagation.py</extracomment>
        <translation>已取消：{text}</translation>
    </message>
    <message>
        <source>Another window (process {pid}, open since {since}) holds unsaved work on this image. What you do here is kept apart from it; save to another file.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>另一窗口（进程 {pid}，自 {since} 打开）保留着此图像未保存的工作。您在此处的工作与之分开保存；请保存到其他文件。</translation>
    </message>
    <message>
        <source>Unsaved work on this image is damaged and cannot be recovered; it lies in {aside}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>此图像未保存的工作已损坏，无法恢复；它位于 {aside}。</translation>
    </message>
    <message>
        <source>It was written on {computer}, where it may still be open.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>它写于 {computer}，可能仍在那里打开。</translation>
    </message>
    <message>
        <source>Another window has taken over this unsaved work: go on with it there.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>另一窗口已接管这份未保存的工作：请在那里继续。</translation>
    </message>
    <message>
        <source>Another version of this program left unsaved work in {path}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>本程序的另一版本在 {path} 中留有未保存的工作。</translation>
    </message>
    <message>
        <source>The unsaved work in {path} cannot be read: {reason}.</source>
        <extracomment>annotator/services/recovery.py</extracomment>
        <translation>无法读取 {path} 中未保存的工作：{reason}。</translation>
    </message>
    <message>
        <source>Accept {slices} ({method})</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>接受 {slices}（{method}）</translation>
    </message>
    <message>
        <source>Accept {slices}</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>接受 {slices}</translation>
    </message>
    <message>
        <source>Reject {slices}</source>
        <extracomment>annotator/services/review.py</extracomment>
        <translation>拒绝 {slices}</translation>
    </message>
    <message numerus="yes">
        <source>without {n} proposed slices, not accepted yet</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>
            <numerusform>不含 {n} 个尚未接受的建议切片</numerusform>
        </translation>
    </message>
    <message>
        <source>Saving {name}…</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>正在保存 {name}…</translation>
    </message>
    <message>
        <source>Save mask</source>
        <extracomment>annotator/services/saving.py, annotator/ui/file_flow.py</extracomment>
        <translation>保存掩膜</translation>
    </message>
    <message>
        <source>{name} is an image that was opened here; choose another name.</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>{name} 是此处打开的图像；请换一个名称。</translation>
    </message>
    <message>
        <source>Saved and verified: {path}</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>已保存并核对：{path}</translation>
    </message>
    <message>
        <source>Saved and verified. {note}</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>已保存并核对。{note}</translation>
    </message>
    <message>
        <source>{name} is opened here; choose another name.</source>
        <extracomment>annotator/services/saving.py</extracomment>
        <translation>{name} 正在此处打开；请换一个名称。</translation>
    </message>
    <message>
        <source>Nothing was found around the clicks: click once more inside {name}, draw a short scribble along it, or paint it with the brush (2).</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>点击处周围未找到任何内容：请在{name}内部再点击一次、沿其画一小段，或用画笔（2）勾画。</translation>
    </message>
    <message>
        <source>What was found is {name} already, or may not be painted over: unlock the labels in its way, or change what is painted over.</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>找到的区域已属于{name}，或不允许被覆盖：请解锁其中的标签，或更改可覆盖的内容。</translation>
    </message>
    <message>
        <source>Scribble {name}, {plane} {index}</source>
        <extracomment>annotator/services/scribbles.py</extracomment>
        <translation>涂画 {name}，{plane} {index}</translation>
    </message>
    <message>
        <source>Opening was cancelled.</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>已取消打开。</translation>
    </message>
    <message>
        <source>Opening {name}…</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>正在打开 {name}…</translation>
    </message>
    <message>
        <source>Opening…</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>正在打开…</translation>
    </message>
    <message>
        <source>Opening {name}… {progress}</source>
        <extracomment>annotator/services/session.py</extracomment>
        <translation>正在打开 {name}… {progress}</translation>
    </message>
    <message>
        <source>{name} is there ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>有 {name}（把握 {sure:.0%}）</translation>
    </message>
    <message>
        <source>{name} is not there ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>没有 {name}（把握 {sure:.0%}）</translation>
    </message>
    <message>
        <source>{region} ({sure:.0%} sure)</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>{region}（把握 {sure:.0%}）</translation>
    </message>
    <message>
        <source>nothing known yet</source>
        <extracomment>annotator/services/slice_knowledge.py</extracomment>
        <translation>尚无信息</translation>
    </message>
    <message>
        <source>axial</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>轴位</translation>
    </message>
    <message>
        <source>coronal</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>sagittal</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>矢状位</translation>
    </message>
    <message>
        <source>slice {index}</source>
        <extracomment>annotator/services/slices.py</extracomment>
        <translation>切片 {index}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices</source>
        <extracomment>annotator/services/slices.py, annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>{n} 个切片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds {held}, and {n} proposed slices to review.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>
            <numerusform>其中有 {held}，以及 {n} 个待审核的建议切片。</numerusform>
        </translation>
    </message>
    <message>
        <source>no painted voxels</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>没有已勾画的体素</translation>
    </message>
    <message>
        <source>It holds {held}.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>其中有 {held}。</translation>
    </message>
    <message>
        <source>The unsaved work belongs to another image and was left where it is.</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>未保存的工作属于另一幅图像，已留在原处。</translation>
    </message>
    <message>
        <source>Recover marks</source>
        <extracomment>annotator/services/snapshot.py</extracomment>
        <translation>恢复标记</translation>
    </message>
    <message>
        <source>{name}: interpolation alone met a hidden painted slice with Dice {dice:.2f}: {word}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>{name}：仅用插值，对隐去的已勾画切片 Dice 为 {dice:.2f}：{word}</translation>
    </message>
    <message>
        <source>{name}: a hidden painted slice was met with Dice {dice:.2f}: {word}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>{name}：对隐去的已勾画切片 Dice 为 {dice:.2f}：{word}</translation>
    </message>
    <message>
        <source>good</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>良好</translation>
    </message>
    <message>
        <source>fair, look closely</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>尚可，请仔细查看</translation>
    </message>
    <message>
        <source>weak, paint one slice more</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>较差，请再勾画一个切片</translation>
    </message>
    <message>
        <source>interpolation alone {dice:.2f}</source>
        <extracomment>annotator/services/verdict.py</extracomment>
        <translation>仅用插值为 {dice:.2f}</translation>
    </message>
    <message>
        <source>Nothing leaves this computer. Images and masks stay where you open and save them. Besides, the program keeps:</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>任何数据都不会离开本机。图像和掩膜保留在您打开和保存它们的位置。此外，本程序还保留：</translation>
    </message>
    <message>
        <source>&lt;b&gt;Not a medical device.&lt;/b&gt; It must not be used for diagnosis or treatment. Masks are proposals: look at every slice before you use them.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>&lt;b&gt;不是医疗器械。&lt;/b&gt;不得用于诊断或治疗。掩膜只是建议：使用前请查看每个切片。</translation>
    </message>
    <message>
        <source>Label CT and MRI: paint an organ on a few slices, propagate to the others, review slice by slice, and save a mask that lies exactly on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>标注 CT 和 MRI：在少数切片上勾画器官，传播到其他切片，逐层审核，并保存与图像体素完全一致的掩膜。</translation>
    </message>
    <message>
        <source>&lt;b&gt;What “CAT-Net” means here.&lt;/b&gt; The network is built from the paper “Few Shot Medical Image Segmentation with Cross Attention Transformer” (Lin et al., 2023), with its cross attention and its iterative refinement switched on: each iteration changes the mask, and the Review panel shows all of them. The weights were trained for this program. &lt;b&gt;Interpolation&lt;/b&gt; blends the shapes of painted slices and does not look at the image; &lt;b&gt;Fused&lt;/b&gt; combines both.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>&lt;b&gt;这里的“CAT-Net”指什么。&lt;/b&gt;该网络依据论文《Few Shot Medical Image Segmentation with Cross Attention Transformer》（Lin 等，2023）构建，启用了交叉注意力和迭代细化：每次迭代都会改变掩膜，审核面板会显示所有迭代。权重为本程序训练。&lt;b&gt;插值&lt;/b&gt;混合已勾画切片的形状，不看图像；&lt;b&gt;融合&lt;/b&gt;将两者结合。</translation>
    </message>
    <message>
        <source>Apache-2.0 licence.</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>Apache-2.0 许可证。</translation>
    </message>
    <message>
        <source>Libraries</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>程序库</translation>
    </message>
    <message>
        <source>About CAT-Net Annotator</source>
        <extracomment>annotator/ui/about_dialog.py, annotator/ui/help_flow.py</extracomment>
        <translation>关于 CAT-Net Annotator</translation>
    </message>
    <message>
        <source>Program</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>程序</translation>
    </message>
    <message>
        <source>Parts and licences</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>组成部分与许可证</translation>
    </message>
    <message>
        <source>Your data</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>您的数据</translation>
    </message>
    <message>
        <source>Models</source>
        <extracomment>annotator/ui/about_dialog.py</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>The network {model} answers clicks.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>由网络 {model} 响应点击。</translation>
    </message>
    <message>
        <source>The random walker answers clicks; no network for them is installed.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>由随机游走算法响应点击；未安装相应的网络。</translation>
    </message>
    <message>
        <source>The random walker answers clicks.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>由随机游走算法响应点击。</translation>
    </message>
    <message>
        <source>Random walker answers clicks</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>由随机游走算法响应点击</translation>
    </message>
    <message>
        <source>Enter keeps the mask.</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>Enter 键保留掩膜。</translation>
    </message>
    <message>
        <source>Accept slices</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>接受切片</translation>
    </message>
    <message>
        <source>Only slices that I have looked at</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>仅我查看过的切片</translation>
    </message>
    <message>
        <source>All labels</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Accept</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>接受</translation>
    </message>
    <message>
        <source>Reject</source>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/review_panel.py</extracomment>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Accepting changes the mask in {outcome}.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>接受后，掩膜的变化：{outcome}。</translation>
    </message>
    <message>
        <source>Nothing waits in these slices.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>这些切片中没有待处理的内容。</translation>
    </message>
    <message numerus="yes">
        <source>{n} of these slices you have not looked at.</source>
        <extracomment>annotator/ui/decision_dialog.py</extracomment>
        <translation>
            <numerusform>其中 {n} 个切片您尚未查看。</numerusform>
        </translation>
    </message>
    <message>
        <source>{time} left</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>The denoised volume is ready.</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>去噪后的体数据已就绪。</translation>
    </message>
    <message>
        <source>noise about {level}{unit}</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>噪声约 {level}{unit}</translation>
    </message>
    <message>
        <source>Denoise</source>
        <extracomment>annotator/ui/denoise_flow.py, annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>去噪</translation>
    </message>
    <message>
        <source>Take the noise out of the slice in view, or of the whole volume</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>去除当前切片或整个体数据的噪声</translation>
    </message>
    <message>
        <source>Before / after denoising</source>
        <extracomment>annotator/ui/denoise_flow.py</extracomment>
        <translation>去噪前 / 后</translation>
    </message>
    <message>
        <source>Images (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>图像 (*.nii *.nii.gz *.hdr *.nrrd *.nhdr *.mha *.mhd *.dcm *.zip DICOMDIR);;所有文件 (*)</translation>
    </message>
    <message>
        <source>NIfTI mask (*.nii.gz *.nii);;NRRD mask (*.nrrd);;3D Slicer segmentation (*.seg.nrrd);;MetaImage mask (*.mha);;DICOM-SEG, of a DICOM series (*.dcm);;RTSTRUCT contours, of a DICOM series (*.rtstruct.dcm)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>NIfTI 掩膜 (*.nii.gz *.nii);;NRRD 掩膜 (*.nrrd);;3D Slicer 分割 (*.seg.nrrd);;MetaImage 掩膜 (*.mha);;DICOM-SEG,用于 DICOM 序列 (*.dcm);;RTSTRUCT 轮廓,用于 DICOM 序列 (*.rtstruct.dcm)</translation>
    </message>
    <message>
        <source>ITK-SNAP labels (*.txt *.label);;Slicer colours (*.ctbl);;All files (*)</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>ITK-SNAP 标签 (*.txt *.label);;Slicer 颜色表 (*.ctbl);;所有文件 (*)</translation>
    </message>
    <message>
        <source>There is already a label set called {name}. Replace it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>已有名为 {name} 的标签集。要替换吗？</translation>
    </message>
    <message>
        <source>Unsaved work</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>未保存的工作</translation>
    </message>
    <message>
        <source>Save them before going on?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>继续之前要保存吗？</translation>
    </message>
    <message>
        <source>Replace the file?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>要替换文件吗？</translation>
    </message>
    <message>
        <source>Replace {name}?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>要替换 {name} 吗？</translation>
    </message>
    <message>
        <source>This file in {parent} was there before the mask was saved for the first time.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>在首次保存掩膜之前，{parent} 中已有此文件。</translation>
    </message>
    <message>
        <source>Replace</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>替换</translation>
    </message>
    <message>
        <source>Save as new file…</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>另存为新文件…</translation>
    </message>
    <message>
        <source>Open as mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>作为掩膜打开？</translation>
    </message>
    <message>
        <source>{name} holds labels on the grid of the open image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} 中的标签位于已打开图像的网格上。</translation>
    </message>
    <message>
        <source>Open it as the mask of this image, or as an image of its own?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>作为此图像的掩膜打开，还是作为单独的图像打开？</translation>
    </message>
    <message>
        <source>Open as mask</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>作为掩膜打开</translation>
    </message>
    <message>
        <source>Open as image</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>作为图像打开</translation>
    </message>
    <message>
        <source>Open its mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>打开其掩膜？</translation>
    </message>
    <message>
        <source>{name} was saved for this image.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} 是为此图像保存的。</translation>
    </message>
    <message>
        <source>Open it and go on where you left off, or start with an empty mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>打开它并接着上次继续，还是从空白掩膜开始？</translation>
    </message>
    <message>
        <source>Open the mask</source>
        <extracomment>annotator/ui/dialogs.py, annotator/ui/order_dialog.py</extracomment>
        <translation>打开掩膜</translation>
    </message>
    <message>
        <source>Start empty</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>从空白开始</translation>
    </message>
    <message>
        <source>Unsaved work found</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>发现未保存的工作</translation>
    </message>
    <message>
        <source>Unsaved work on this image from {when} was found.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>发现此图像于 {when} 的未保存工作。</translation>
    </message>
    <message>
        <source>Recover</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Delete it</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>删除</translation>
    </message>
    <message>
        <source>Time series</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>时间序列</translation>
    </message>
    <message numerus="yes">
        <source>This file holds {n} time points. Which one shall be opened?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>此文件含有 {n} 个时间点。要打开哪一个？</numerusform>
        </translation>
    </message>
    <message>
        <source>Open this mask?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>打开此掩膜？</translation>
    </message>
    <message>
        <source>Uneven slices</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>切片不均匀</translation>
    </message>
    <message>
        <source>Open it as if the slices were evenly spaced? Lengths and volumes will not be exact.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>要当作等间距切片打开吗？长度和体积将不准确。</translation>
    </message>
    <message>
        <source>Open all the same</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>仍然打开</translation>
    </message>
    <message>
        <source>Replace the label set?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>要替换标签集吗？</translation>
    </message>
    <message>
        <source>Problem</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>问题</translation>
    </message>
    <message>
        <source>The mask of {name} has changes that are not saved.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>{name} 的掩膜有未保存的更改。</translation>
    </message>
    <message numerus="yes">
        <source>You have not accepted or rejected {n} proposed slices of {name}.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>您尚未接受或拒绝 {name} 的 {n} 个建议切片。</numerusform>
        </translation>
    </message>
    <message>
        <source>Going on drops what is proposed.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>继续将丢弃建议。</translation>
    </message>
    <message>
        <source>Drop proposal</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>丢弃建议</translation>
    </message>
    <message numerus="yes">
        <source>The {n} proposed slices that you have not accepted would be lost.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>
            <numerusform>您尚未接受的 {n} 个建议切片将会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Recover it?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>要恢复吗？</translation>
    </message>
    <message>
        <source>Centre {center:g}, width {width:g} HU</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>窗位 {center:g}，窗宽 {width:g} HU</translation>
    </message>
    <message>
        <source>Edit presets…</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>编辑预设…</translation>
    </message>
    <message>
        <source>Automatic for the whole image</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>对整幅图像自动设置</translation>
    </message>
    <message>
        <source>Brighter</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>更亮</translation>
    </message>
    <message>
        <source>Darker</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>更暗</translation>
    </message>
    <message>
        <source>Invert: the lowest values are white</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>反相：最小值显示为白色</translation>
    </message>
    <message>
        <source>Automatic for the slice in view</source>
        <extracomment>annotator/ui/display_flow.py</extracomment>
        <translation>对当前切片自动设置</translation>
    </message>
    <message>
        <source>A window preset in {path} has no positive width; correct the file.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation>{path} 中有窗预设的窗宽不是正数；请更正该文件。</translation>
    </message>
    <message>
        <source>The window presets in {path} cannot be read ({error}); each [[preset]] needs name, center and width.</source>
        <extracomment>annotator/ui/display_window.py</extracomment>
        <translation>无法读取 {path} 中的窗预设（{error}）；每个 [[preset]] 需要 name、center 和 width。</translation>
    </message>
    <message>
        <source>Growing from seeds…</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>正在由种子生长…</translation>
    </message>
    <message numerus="yes">
        <source>Masks on {n} slices have grown: look through and accept them.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>
            <numerusform>{n} 个切片上的掩膜已生长：请逐一查看并接受。</numerusform>
        </translation>
    </message>
    <message>
        <source>Growing from seeds did not work: {reason}</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>由种子生长未成功：{reason}</translation>
    </message>
    <message>
        <source>The mask has changed meanwhile: grow again.</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>掩膜在此期间已改变：请重新生长。</translation>
    </message>
    <message>
        <source>Copy shape to next slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>将形状复制到下一切片</translation>
    </message>
    <message>
        <source>As a suggestion on the next slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>作为下一切片上的建议：请在那里修正或接受</translation>
    </message>
    <message>
        <source>Copy shape to previous slice</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>将形状复制到上一切片</translation>
    </message>
    <message>
        <source>As a suggestion on the previous slice: correct or accept it there</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>作为上一切片上的建议：请在那里修正或接受</translation>
    </message>
    <message>
        <source>Suggests masks from what is painted of several labels, up to the edges of the image;
hidden and locked labels take no part</source>
        <extracomment>annotator/ui/draft_flow.py</extracomment>
        <translation>根据多个标签的已勾画部分给出掩膜建议，直到图像的边缘；
隐藏和锁定的标签不参与</translation>
    </message>
    <message>
        <source>From now on the effort goes into {path}.</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>从现在起，工作量记入 {path}。</translation>
    </message>
    <message>
        <source>Keep an effort ledger</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>记录工作量</translation>
    </message>
    <message>
        <source>Seconds, strokes and accepted slices per label, without names or clock times, in {path}</source>
        <extracomment>annotator/ui/effort_flow.py</extracomment>
        <translation>每个标签的秒数、笔画数和接受的切片数，不含姓名和时刻，记入 {path}</translation>
    </message>
    <message>
        <source>All cases that are done, into a new folder; every file is read back and compared</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>将所有已完成的病例导出到新文件夹；每个文件都会读回核对</translation>
    </message>
    <message numerus="yes">
        <source>{n} masks were exported to {folder}, read back and compared.</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>
            <numerusform>已将 {n} 个掩膜导出到 {folder}，并读回核对。</numerusform>
        </translation>
    </message>
    <message>
        <source>Export finished masks for nnU-Net…</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>为 nnU-Net 导出已完成的掩膜…</translation>
    </message>
    <message>
        <source>Export finished masks as BIDS…</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>以 BIDS 导出已完成的掩膜…</translation>
    </message>
    <message>
        <source>New or empty folder for {format}</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>用于 {format} 的新文件夹或空文件夹</translation>
    </message>
    <message>
        <source>Exported: {case}</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>已导出：{case}</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases could not be exported.</source>
        <extracomment>annotator/ui/export_flow.py</extracomment>
        <translation>
            <numerusform>有 {n} 个病例无法导出。</numerusform>
        </translation>
    </message>
    <message>
        <source>NIfTI image (*.nii.gz *.nii);;NRRD image (*.nrrd);;MetaImage (*.mha)</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>NIfTI 图像 (*.nii.gz *.nii);;NRRD 图像 (*.nrrd);;MetaImage (*.mha)</translation>
    </message>
    <message>
        <source>Open image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Open DICOM folder</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>打开 DICOM 文件夹</translation>
    </message>
    <message>
        <source>Open labels</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>打开标签</translation>
    </message>
    <message>
        <source>Save image as NIfTI</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>将图像保存为 NIfTI</translation>
    </message>
    <message>
        <source>Open image…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation>打开图像…</translation>
    </message>
    <message>
        <source>Open DICOM folder…</source>
        <extracomment>annotator/ui/file_flow.py, annotator/ui/start_page.py</extracomment>
        <translation>打开 DICOM 文件夹…</translation>
    </message>
    <message>
        <source>Open labels…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>打开标签…</translation>
    </message>
    <message>
        <source>Save mask as…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>掩膜另存为…</translation>
    </message>
    <message>
        <source>Save image as NIfTI…</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>将图像保存为 NIfTI…</translation>
    </message>
    <message>
        <source>Writes the image, such as a DICOM series, on exactly the grid of its mask</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>将图像（例如 DICOM 序列）写到与其掩膜完全相同的网格上</translation>
    </message>
    <message>
        <source>Close image</source>
        <extracomment>annotator/ui/file_flow.py</extracomment>
        <translation>关闭图像</translation>
    </message>
    <message>
        <source>Paint {name} on one slice to see where it may be.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>请在一个切片上勾画 {name}，以查看它可能在哪里。</translation>
    </message>
    <message>
        <source>Slice guidance is off (View menu).</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>切片引导已关闭（“视图”菜单）。</translation>
    </message>
    <message>
        <source>Looking at the slices…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>正在查看切片…</translation>
    </message>
    <message>
        <source>Looking for {name}…</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>正在寻找 {name}…</translation>
    </message>
    <message>
        <source>{name}: {first} to {last}, set by you</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}：{first} 到 {last}，由您设定</translation>
    </message>
    <message>
        <source>Suggest slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>建议切片</translation>
    </message>
    <message>
        <source>{name} starts at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name} 起于切片 {index}</translation>
    </message>
    <message>
        <source>{name} ends at slice {index}</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name} 止于切片 {index}</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices, with those painted</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>
            <numerusform>{n} 个切片，含已勾画的</numerusform>
        </translation>
    </message>
    <message>
        <source>Slice guidance</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>切片引导</translation>
    </message>
    <message>
        <source>Judge slices in the background: region, presence, ends, slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>在后台评估切片：区域、是否存在、两端、应勾画的切片</translation>
    </message>
    <message>
        <source>Suggest slices to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>建议应勾画的切片</translation>
    </message>
    <message>
        <source>Next slice to paint</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>下一个应勾画的切片</translation>
    </message>
    <message>
        <source>The next suggested one, or the middle of the widest gap between painted slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>下一个建议切片，或已勾画切片之间最大间隔的中间</translation>
    </message>
    <message>
        <source>Reset the structure&apos;s ends</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>重置结构的两端</translation>
    </message>
    <message>
        <source>Back from ends that you have set to those suggested</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>由您设定的两端恢复为建议的两端</translation>
    </message>
    <message>
        <source>{name}: paint slices {numbers}. N goes to the next of them.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}：请勾画切片 {numbers}。按 N 转到其中的下一个。</translation>
    </message>
    <message numerus="yes">
        <source>{name}: {n} slices are painted already. Propagate now.</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>
            <numerusform>{name}：已勾画 {n} 个切片。现在可以传播。</numerusform>
        </translation>
    </message>
    <message>
        <source>Looking at slices</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>正在查看切片</translation>
    </message>
    <message>
        <source>Settings</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>设置</translation>
    </message>
    <message>
        <source>Presets and label sets</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>预设和标签集</translation>
    </message>
    <message>
        <source>Unsaved work, until it is saved</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>未保存的工作，直到保存为止</translation>
    </message>
    <message>
        <source>History</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>历史</translation>
    </message>
    <message>
        <source>Image opened</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>已打开图像</translation>
    </message>
    <message>
        <source>History…</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>历史…</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <extracomment>annotator/ui/help_flow.py, annotator/ui/shortcut_sheet.py</extracomment>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Versions, licences of all parts, where data lies</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>版本、各部分的许可证、数据的位置</translation>
    </message>
    <message>
        <source>Prefill from finished cases</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>用已完成的病例预填充</translation>
    </message>
    <message>
        <source>These finished cases help. Take the tick from those that should not, such as unusual anatomy. What comes out is a proposal: look at every slice.</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>以下已完成的病例将参与。请取消勾选不应参与的病例，例如解剖异常者。结果只是建议：请查看每个切片。</translation>
    </message>
    <message>
        <source>Prefill</source>
        <extracomment>annotator/ui/helpers_dialog.py</extracomment>
        <translation>预填充</translation>
    </message>
    <message>
        <source>Click a slice to see what that place attends to on the others.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>点击一个切片，查看该处关注其他切片的哪些位置。</translation>
    </message>
    <message>
        <source>Attention by painted slice: {shares}.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>各已勾画切片所得的注意力：{shares}。</translation>
    </message>
    <message>
        <source>Slice in view</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>当前切片</translation>
    </message>
    <message>
        <source>Which of the network&apos;s attention heads is drawn</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>绘制网络的哪个注意力头</translation>
    </message>
    <message>
        <source>In view: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>当前：切片 {index}</translation>
    </message>
    <message>
        <source>The first mask attends to nothing: choose a later iteration.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>第一个掩膜不关注任何位置：请选择后面的迭代。</translation>
    </message>
    <message>
        <source>That place lies outside the network&apos;s window.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>该处位于网络的窗口之外。</translation>
    </message>
    <message>
        <source>What the clicked place of the painted slice attends to on the slice in view.</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>在已勾画切片上点击之处关注当前切片的哪些位置。</translation>
    </message>
    <message>
        <source>Head</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>注意力头</translation>
    </message>
    <message>
        <source>All, averaged</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>全部，取平均</translation>
    </message>
    <message>
        <source>Painted: slice {index}</source>
        <extracomment>annotator/ui/inspector/attention_page.py</extracomment>
        <translation>已勾画：切片 {index}</translation>
    </message>
    <message>
        <source>Computing…</source>
        <extracomment>annotator/ui/inspector/attention_page.py, annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>正在计算…</translation>
    </message>
    <message>
        <source>Voxels changed</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>改变的体素</translation>
    </message>
    <message>
        <source>Iteration</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>迭代</translation>
    </message>
    <message>
        <source>95 % distance, mm</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>95% 距离，mm</translation>
    </message>
    <message>
        <source>Along the slices</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>沿切片方向</translation>
    </message>
    <message>
        <source>Slice</source>
        <extracomment>annotator/ui/inspector/curves_page.py, annotator/ui/measure_flow.py, annotator/ui/presence_flow.py, annotator/ui/reference_flow.py</extracomment>
        <translation>切片</translation>
    </message>
    <message>
        <source>Dice to before</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>与上一次的 Dice</translation>
    </message>
    <message>
        <source>Network&apos;s share</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>网络所占份额</translation>
    </message>
    <message>
        <source>to reference</source>
        <extracomment>annotator/ui/inspector/curves_page.py</extracomment>
        <translation>与参考</translation>
    </message>
    <message>
        <source>Propagate first. Then you can look here into what every iteration did.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>请先传播。之后可在此查看每次迭代做了什么。</translation>
    </message>
    <message>
        <source>The last run did not fill this label. Choose one of its labels to look into it.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>上次运行没有填充此标签。请选择其填充过的标签来查看。</translation>
    </message>
    <message>
        <source>Pictures (*.png *.svg)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>图片 (*.png *.svg)</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>NIfTI (*.nii.gz *.nii)</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>NIfTI (*.nii.gz *.nii)</translation>
    </message>
    <message>
        <source>This slice cannot be looked into: {sentence}</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>无法查看此切片的过程：{sentence}</translation>
    </message>
    <message>
        <source>Save this page</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>保存此页</translation>
    </message>
    <message>
        <source>Save figures</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>保存数据</translation>
    </message>
    <message>
        <source>Saved {name}; slices are counted as in the window, from 1.</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>已保存 {name}；切片编号与窗口中一致，从 1 开始。</translation>
    </message>
    <message>
        <source>Save provenance</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>保存来源记录</translation>
    </message>
    <message>
        <source>Save probabilities in</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>概率保存到</translation>
    </message>
    <message>
        <source>Saved {name}.</source>
        <extracomment>annotator/ui/inspector/flow.py, annotator/ui/statistics_flow.py, annotator/ui/surface_flow.py</extracomment>
        <translation>已保存 {name}。</translation>
    </message>
    <message>
        <source>Inspector</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>检查器</translation>
    </message>
    <message>
        <source>Nothing is sent; runs stay on this computer.</source>
        <extracomment>annotator/ui/cluster_flow.py</extracomment>
        <translation>不发送任何内容；运行只在本机进行。</translation>
    </message>
    <message>
        <source>to</source>
        <comment>between two numbers</comment>
        <extracomment>annotator/ui/decision_dialog.py, annotator/ui/panels/intensity_limits.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>至</translation>
    </message>
    <message>
        <source>Runs on a cluster</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>在集群上运行</translation>
    </message>
    <message>
        <source>Address of the scheduler: tls://…, or on this computer tcp://127.0.0.1:…</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>调度器地址：tls://…，本机则为 tcp://127.0.0.1:…</translation>
    </message>
    <message>
        <source>Send images?</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>发送图像？</translation>
    </message>
    <message>
        <source>Runs on this cluster send images to {address}.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>在此集群上运行会将图像发送到 {address}。</translation>
    </message>
    <message>
        <source>While it is chosen as device, the voxels of every image that you work on go there, with your painted slices. Names and other data of the patient stay here. Whoever runs that computer can see what it gets.</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>选用该设备期间，您所处理的每个图像的体素以及您勾画的切片都会发送到那里。患者姓名及其他数据留在本机。管理那台计算机的人可以看到收到的内容。</translation>
    </message>
    <message>
        <source>Send images there</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>发送图像</translation>
    </message>
    <message>
        <source>Do not send</source>
        <extracomment>annotator/ui/dialogs.py</extracomment>
        <translation>不发送</translation>
    </message>
    <message>
        <source>What can be made anew</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>可重新生成的内容</translation>
    </message>
    <message>
        <source>Log</source>
        <extracomment>annotator/ui/help_flow.py</extracomment>
        <translation>日志</translation>
    </message>
    <message>
        <source>What every iteration of the last run did, and what it was led by</source>
        <extracomment>annotator/ui/inspector/flow.py</extracomment>
        <translation>上次运行的每次迭代做了什么，以及依据什么</translation>
    </message>
    <message>
        <source>The run did not fill this slice. Go to one that it filled.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>运行没有填充此切片。请转到其填充过的切片。</translation>
    </message>
    <message>
        <source>Mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>掩膜</translation>
    </message>
    <message>
        <source>Probability</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>概率</translation>
    </message>
    <message>
        <source>Network alone</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>仅网络</translation>
    </message>
    <message>
        <source>Prior mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>先验掩膜</translation>
    </message>
    <message>
        <source>Location prior</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>位置先验</translation>
    </message>
    <message>
        <source>Contour after this iteration; green was gained in it, red was lost</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>此次迭代后的轮廓；绿色为新增，红色为丢失</translation>
    </message>
    <message>
        <source>Foreground probability that the mask is cut from</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>生成掩膜所依据的前景概率</translation>
    </message>
    <message>
        <source>What the network says before interpolation has a part in it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>插值参与之前网络给出的结果</translation>
    </message>
    <message>
        <source>Where the image resembles the painted structure, as MIFE sees it</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>MIFE 所见的图像与已勾画结构相似之处</translation>
    </message>
    <message>
        <source>Interpolated shape as the network is told: orange inside</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>告知网络的插值形状：橙色为内部</translation>
    </message>
    <message>
        <source>Probability, {share:.0%} network</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>概率，网络占 {share:.0%}</translation>
    </message>
    <message>
        <source>Mask, change coloured</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>掩膜，变化以颜色显示</translation>
    </message>
    <message>
        <source>First mask</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>第一个掩膜</translation>
    </message>
    <message>
        <source>No network had a part in this run.</source>
        <extracomment>annotator/ui/inspector/attention_page.py, annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>此次运行没有网络参与。</translation>
    </message>
    <message>
        <source>Paint {name} on two slices, each about a quarter of its length from its ends, then this leads on.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>请在两个切片上勾画{name}，各距其两端约四分之一长度，然后可由此继续。</translation>
    </message>
    <message>
        <source>Every slice from the first to the last painted one of {name} is painted.</source>
        <extracomment>annotator/services/suggestion.py</extracomment>
        <translation>{name} 从首个到末个已勾画切片之间都已勾画。</translation>
    </message>
    <message>
        <source>It follows the edges of the image; for where the network is misled</source>
        <extracomment>annotator/ui/click_flow.py</extracomment>
        <translation>它沿图像边缘判断；用于网络判断失误之处</translation>
    </message>
    <message>
        <source>{name}: {first} to {last}, suggested</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>{name}：{first} 到 {last}，建议值</translation>
    </message>
    <message>
        <source>Marks those inside the structure that would cover it best (filled), and evenly spaced ones</source>
        <extracomment>annotator/ui/guidance_flow.py</extracomment>
        <translation>标记结构内部最能覆盖它的切片（实心），以及均匀分布的切片</translation>
    </message>
    <message>
        <source>Iterations</source>
        <extracomment>annotator/ui/inspector/panel.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>迭代过程</translation>
    </message>
    <message>
        <source>Curves</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>曲线</translation>
    </message>
    <message>
        <source>Attention</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>注意力</translation>
    </message>
    <message>
        <source>Play</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>播放</translation>
    </message>
    <message>
        <source>Go through the iterations again and again</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>反复逐次播放各迭代</translation>
    </message>
    <message>
        <source>Accept here</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>在此处接受</translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of this slice</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将显示的迭代作为此切片的结果</translation>
    </message>
    <message>
        <source>Accept everywhere</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>全部接受</translation>
    </message>
    <message>
        <source>Take the iteration shown as the result of all open slices</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将显示的迭代作为所有待定切片的结果</translation>
    </message>
    <message>
        <source>Reference…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>参考…</translation>
    </message>
    <message>
        <source>Open a complete mask to measure every iteration against</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>打开一个完整的掩膜，用来衡量每次迭代</translation>
    </message>
    <message>
        <source>Save</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>保存</translation>
    </message>
    <message>
        <source>Stop</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>停止</translation>
    </message>
    <message>
        <source>Earlier iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>较早的迭代</translation>
    </message>
    <message>
        <source>Later iteration</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>较晚的迭代</translation>
    </message>
    <message>
        <source>This page as PNG or SVG…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将此页保存为 PNG 或 SVG…</translation>
    </message>
    <message>
        <source>Figures of all slices as CSV…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将所有切片的数据保存为 CSV…</translation>
    </message>
    <message>
        <source>Probabilities of all iterations as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将所有迭代的概率保存为 NIfTI…</translation>
    </message>
    <message>
        <source>Who made each voxel of the mask, as NIfTI…</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>将掩膜每个体素的来源保存为 NIfTI…</translation>
    </message>
    <message>
        <source>One mask</source>
        <extracomment>annotator/ui/inspector/panel.py</extracomment>
        <translation>单个掩膜</translation>
    </message>
    <message>
        <source>{name} is not painted on slice {index}: paint it to support a run.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>{name} 在切片 {index} 上未勾画：请先勾画，它才能支持运行。</translation>
    </message>
    <message>
        <source>Save as label set</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>保存为标签集</translation>
    </message>
    <message>
        <source>Name of the label set:</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>标签集的名称：</translation>
    </message>
    <message>
        <source>Import label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>导入标签名称</translation>
    </message>
    <message>
        <source>Import labels from {name}</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>从 {name} 导入标签</translation>
    </message>
    <message>
        <source>Export label names</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>导出标签名称</translation>
    </message>
    <message>
        <source>Saved the label set {name}: Labels › Start from a label set.</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>已保存标签集 {name}：标签 › 从标签集开始。</translation>
    </message>
    <message>
        <source>Add label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Delete label</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>删除标签</translation>
    </message>
    <message>
        <source>Label above</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>上一个标签</translation>
    </message>
    <message>
        <source>Label below</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>下一个标签</translation>
    </message>
    <message>
        <source>Save as label set…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>保存为标签集…</translation>
    </message>
    <message>
        <source>Keep these labels, to start from them with other images</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>保留这些标签，以便用于其他图像</translation>
    </message>
    <message>
        <source>Import label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>导入标签名称…</translation>
    </message>
    <message>
        <source>Export label names…</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>导出标签名称…</translation>
    </message>
    <message>
        <source>Use this slice as support</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>将此切片用作支持切片</translation>
    </message>
    <message>
        <source>Painted slices guide the propagation unless they are switched off here</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>已勾画切片会引导传播，除非在此处关闭</translation>
    </message>
    <message>
        <source>Structure absent on this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>此切片上没有该结构</translation>
    </message>
    <message>
        <source>A hard end: the propagation does not go past this slice</source>
        <extracomment>annotator/ui/label_flow.py</extracomment>
        <translation>严格的端点：传播不会越过此切片</translation>
    </message>
    <message>
        <source>Groups</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>组</translation>
    </message>
    <message>
        <source>Group of labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>标签组</translation>
    </message>
    <message>
        <source>Name of the group:</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>组名：</translation>
    </message>
    <message>
        <source>Find label…</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>查找标签…</translation>
    </message>
    <message>
        <source>By a part of its name, or its value</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>按名称的一部分或其数值</translation>
    </message>
    <message>
        <source>Rename label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>重命名标签</translation>
    </message>
    <message>
        <source>Show only the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>仅显示当前标签</translation>
    </message>
    <message>
        <source>Hides all others; choosing another label shows that one</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>隐藏其他所有标签；选择另一个标签则显示该标签</translation>
    </message>
    <message>
        <source>Show or hide the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>显示或隐藏当前标签</translation>
    </message>
    <message>
        <source>Lock or unlock the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>锁定或解锁当前标签</translation>
    </message>
    <message>
        <source>Show all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>显示所有标签</translation>
    </message>
    <message>
        <source>Lock all other labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>锁定其他所有标签</translation>
    </message>
    <message>
        <source>Neither tools nor proposals change them</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>工具和建议都不会改变它们</translation>
    </message>
    <message>
        <source>Unlock all labels</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>解锁所有标签</translation>
    </message>
    <message>
        <source>Put the active label into a group…</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>将当前标签放入组…</translation>
    </message>
    <message>
        <source>Groups stand together in the list and are shown, hidden and locked as one</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>同组标签在列表中排在一起，可一并显示、隐藏和锁定</translation>
    </message>
    <message>
        <source>Take the active label out of its group</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>将当前标签移出组</translation>
    </message>
    <message>
        <source>Show only the group of the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>仅显示当前标签所在的组</translation>
    </message>
    <message>
        <source>Show all labels brings the others back</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>“显示所有标签”可恢复其他标签</translation>
    </message>
    <message>
        <source>Expand or collapse the group of the active label</source>
        <extracomment>annotator/ui/label_list_flow.py</extracomment>
        <translation>展开或折叠当前标签所在的组</translation>
    </message>
    <message>
        <source>Forget what was learned</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation>忘记所学内容</translation>
    </message>
    <message>
        <source>Drops what the network learned from your painted slices; it starts afresh</source>
        <extracomment>annotator/ui/learning_flow.py</extracomment>
        <translation>丢弃网络从您的已勾画切片中学到的内容；从头开始</translation>
    </message>
    <message>
        <source>Cancel the run / no tool</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation>取消运行 / 不使用工具</translation>
    </message>
    <message>
        <source>Messages</source>
        <extracomment>annotator/ui/main_window.py, annotator/ui/window_layout.py</extracomment>
        <translation>消息</translation>
    </message>
    <message>
        <source>Quit</source>
        <extracomment>annotator/ui/main_window.py</extracomment>
        <translation>退出</translation>
    </message>
    <message>
        <source>Adds {gained:.2f} ml, drawn in green; removes {lost:.2f} ml, drawn in pink</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>增加 {gained:.2f} ml，以绿色绘制；移除 {lost:.2f} ml，以粉色绘制</translation>
    </message>
    <message>
        <source>Working…</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>正在处理…</translation>
    </message>
    <message>
        <source>+{gained:.2f} ml, −{lost:.2f} ml</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>+{gained:.2f} ml,−{lost:.2f} ml</translation>
    </message>
    <message>
        <source>{text} (undo with Ctrl+Z)</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>{text}（用 Ctrl+Z 撤销）</translation>
    </message>
    <message>
        <source>Nothing would change.</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>不会有任何变化。</translation>
    </message>
    <message>
        <source>This did not work: {reason}</source>
        <extracomment>annotator/ui/mask_flow.py</extracomment>
        <translation>操作未成功：{reason}</translation>
    </message>
    <message>
        <source>Point at a mask first.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>请先指向一个掩膜。</translation>
    </message>
    <message>
        <source>There is no label under the pointer.</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>指针下没有标签。</translation>
    </message>
    <message>
        <source>Only outlines</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>仅显示轮廓</translation>
    </message>
    <message>
        <source>Flicker the proposal</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>闪烁显示建议</translation>
    </message>
    <message>
        <source>Shows and hides what is proposed, so that the eye finds what is off</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>交替显示和隐藏建议，便于看出不妥之处</translation>
    </message>
    <message>
        <source>Next label under the pointer</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>指针下的下一个标签</translation>
    </message>
    <message>
        <source>Painted first, then proposed</source>
        <extracomment>annotator/ui/masks_shown.py</extracomment>
        <translation>先是已勾画的，再是建议的</translation>
    </message>
    <message>
        <source>Measurements</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>测量</translation>
    </message>
    <message>
        <source>Choose a line to go to its slice</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>选择一行以转到其切片</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Remove</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove all</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>全部移除</translation>
    </message>
    <message>
        <source>Measured</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>测量对象</translation>
    </message>
    <message>
        <source>Result</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>结果</translation>
    </message>
    <message>
        <source>The measurements are in the clipboard.</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>测量结果已复制到剪贴板。</translation>
    </message>
    <message>
        <source>Measurements…</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>测量…</translation>
    </message>
    <message>
        <source>Lengths and angles: go to them, copy them as text, remove them</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>长度和角度：转到、复制为文本、移除</translation>
    </message>
    <message>
        <source>Remove last measurement</source>
        <extracomment>annotator/ui/measure_flow.py</extracomment>
        <translation>移除最后一次测量</translation>
    </message>
    <message>
        <source>Next slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>下一切片</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>上一切片</translation>
    </message>
    <message>
        <source>5 slices forward</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>向后 5 个切片</translation>
    </message>
    <message>
        <source>5 slices back</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>向前 5 个切片</translation>
    </message>
    <message>
        <source>First slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>第一个切片</translation>
    </message>
    <message>
        <source>Last slice</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>最后一个切片</translation>
    </message>
    <message>
        <source>Show masks</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>显示掩膜</translation>
    </message>
    <message>
        <source>Hold to peek</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>按住以查看掩膜下方</translation>
    </message>
    <message>
        <source>Masks more transparent</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>掩膜更透明</translation>
    </message>
    <message>
        <source>Masks more opaque</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>掩膜更不透明</translation>
    </message>
    <message>
        <source>Smooth image</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>平滑显示图像</translation>
    </message>
    <message>
        <source>Blend between voxels, or show each as a square</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>在体素之间过渡，或将每个体素显示为方块</translation>
    </message>
    <message>
        <source>Show crosshair</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>显示十字线</translation>
    </message>
    <message>
        <source>Always hidden while you paint</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>勾画时始终隐藏</translation>
    </message>
    <message>
        <source>Pen pressure changes the brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>画笔随笔压变化</translation>
    </message>
    <message>
        <source>With a pen on a tablet: press less to paint with a smaller brush</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>使用数位板的笔时：轻压则画笔变小</translation>
    </message>
    <message>
        <source>Fit image to window</source>
        <extracomment>annotator/ui/navigation.py</extracomment>
        <translation>图像适应窗口</translation>
    </message>
    <message>
        <source>Labels that overlap</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>标签重叠</translation>
    </message>
    <message>
        <source>{fact}. Where they do, the upper one in this list is kept.</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>{fact}。重叠处保留此列表中靠上的标签。</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <extracomment>annotator/ui/order_dialog.py</extracomment>
        <translation>下移</translation>
    </message>
    <message>
        <source>The image as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>原始图像</translation>
    </message>
    <message>
        <source>Original left, denoised right; drag the line</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>左为原始，右为去噪；可拖动分界线</translation>
    </message>
    <message>
        <source>The denoised image</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>去噪后的图像</translation>
    </message>
    <message>
        <source>Denoised minus original: only noise should be seen, no anatomy</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>去噪后减原始：应只见噪声，不见解剖结构</translation>
    </message>
    <message>
        <source>Use in Propagate</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>用于传播</translation>
    </message>
    <message>
        <source>On: a run reads the denoised volume. Off: it reads the original.
Painting tools and saved masks are the same in both cases.</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>开：运行读取去噪后的体数据。关：读取原始体数据。
勾画工具和保存的掩膜在两种情况下相同。</translation>
    </message>
    <message>
        <source>Close the bar; View › Denoise opens it again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>关闭此栏；“视图 › 去噪”可再次打开</translation>
    </message>
    <message>
        <source>Times the noise found that is removed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>去除所测噪声的倍数</translation>
    </message>
    <message>
        <source>Auto</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>自动</translation>
    </message>
    <message>
        <source>Remove just the noise that was found: strength 1</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>只去除所测到的噪声：强度 1</translation>
    </message>
    <message>
        <source>In the background; painting goes on meanwhile</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>在后台进行；期间可继续勾画</translation>
    </message>
    <message>
        <source>Cancel</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>取消</translation>
    </message>
    <message>
        <source>Stop; the image stays as it is</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>停止；图像保持不变</translation>
    </message>
    <message>
        <source>Drop</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Forget the denoised volume; the original never changed</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>丢弃去噪后的体数据；原始图像从未改变</translation>
    </message>
    <message>
        <source>measuring the noise…</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>正在测量噪声…</translation>
    </message>
    <message>
        <source>Volume: {provenance}</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>体数据：{provenance}</translation>
    </message>
    <message>
        <source>Denoise again</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>重新去噪</translation>
    </message>
    <message>
        <source>Denoise whole volume</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>对整个体数据去噪</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>annotator/ui/panels/denoise_panel.py</extracomment>
        <translation>强度</translation>
    </message>
    <message>
        <source>head</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>头部</translation>
    </message>
    <message>
        <source>neck</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>颈部</translation>
    </message>
    <message>
        <source>chest</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>胸部</translation>
    </message>
    <message>
        <source>abdomen</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>腹部</translation>
    </message>
    <message>
        <source>pelvis</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>盆部</translation>
    </message>
    <message>
        <source>extremity</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>四肢</translation>
    </message>
    <message>
        <source>First slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>{name} 的第一个切片：{index}</translation>
    </message>
    <message>
        <source>Last slice of {name}: {index}</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>{name} 的最后一个切片：{index}</translation>
    </message>
    <message>
        <source>Set by you. Drag to change it; double-click for the suggested one</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>由您设定。拖动可更改；双击恢复建议值</translation>
    </message>
    <message>
        <source>Suggested. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>建议值。拖动可更改</translation>
    </message>
    <message>
        <source>Suggested, {sure:.0%} sure. Drag to change it</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>建议值，把握 {sure:.0%}。拖动可更改</translation>
    </message>
    <message>
        <source>suggested slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>建议勾画的切片</translation>
    </message>
    <message>
        <source>evenly spaced slice to paint</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>等间距的勾画切片</translation>
    </message>
    <message>
        <source>Presence</source>
        <extracomment>annotator/ui/panels/guidance_band.py, annotator/ui/presence_flow.py</extracomment>
        <translation>是否存在</translation>
    </message>
    <message>
        <source>Region</source>
        <extracomment>annotator/ui/panels/guidance_band.py</extracomment>
        <translation>区域</translation>
    </message>
    <message>
        <source>Nothing can be painted: the lower limit {low:g}{unit} is above the upper one, {high:g}{unit}. Change one of them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>无法勾画：下限 {low:g}{unit} 高于上限 {high:g}{unit}。请更改其中之一。</translation>
    </message>
    <message>
        <source>Nothing can be painted: the image has values from {least:g} to {most:g}{unit}. Choose limits among them.</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>无法勾画：图像的数值为 {least:g} 到 {most:g}{unit}。请在其中选择范围。</translation>
    </message>
    <message>
        <source>Brush and polygon paint only voxels between these values</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>画笔和多边形只勾画介于这些数值之间的体素</translation>
    </message>
    <message>
        <source>Paint only some intensities</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>只勾画部分灰度值</translation>
    </message>
    <message>
        <source>Brush and polygon leave voxels outside the limits alone;
what lies within is tinted on the slice</source>
        <extracomment>annotator/ui/panels/intensity_limits.py</extracomment>
        <translation>画笔和多边形不改变范围之外的体素；
范围之内的部分在切片上着色显示</translation>
    </message>
    <message numerus="yes">
        <source>{group}: {n} labels
Double-click to rename</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>
            <numerusform>{group}：{n} 个标签
双击可重命名</numerusform>
        </translation>
    </message>
    <message>
        <source>Volume of {name} in the mask: {volume:.2f} ml, proposals not counted</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>掩膜中 {name} 的体积：{volume:.2f} ml，不计建议</translation>
    </message>
    <message>
        <source>All labels of {group}</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>{group} 的所有标签</translation>
    </message>
    <message>
        <source>List the labels of {group}, or its name alone</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>展开或折叠 {group} 的标签</translation>
    </message>
    <message>
        <source>Voxels of {name} have the value {value} in the mask</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>{name} 的体素在掩膜中的数值为 {value}</translation>
    </message>
    <message>
        <source>Change the colour</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>{name} (value {value} in the mask)
Double-click or F2 to rename</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>{name}（掩膜中的数值 {value}）
双击或按 F2 重命名</translation>
    </message>
    <message>
        <source>Locked: neither tools nor proposals change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>已锁定：工具和建议都不会改变它</translation>
    </message>
    <message>
        <source>Lock: neither tools nor proposals shall change it</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>锁定：工具和建议都不得改变它</translation>
    </message>
    <message>
        <source>Hide</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <extracomment>annotator/ui/panels/label_table.py</extracomment>
        <translation>显示</translation>
    </message>
    <message>
        <source>Search labels</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>搜索标签</translation>
    </message>
    <message>
        <source>Part of a name, or a value; arrows choose, Enter goes back to the image</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>名称的一部分或数值；方向键选择，Enter 返回图像</translation>
    </message>
    <message>
        <source>Opacity of the masks  (A less, D more)</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>掩膜的不透明度（A 减小，D 增大）</translation>
    </message>
    <message>
        <source>Colour of {name}</source>
        <extracomment>annotator/ui/panels/labels_panel.py</extracomment>
        <translation>{name} 的颜色</translation>
    </message>
    <message>
        <source>The other label</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>另一个标签</translation>
    </message>
    <message>
        <source>Apply</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>应用</translation>
    </message>
    <message>
        <source>Close without changing anything more  (Esc)</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>关闭，不再作更改（Esc）</translation>
    </message>
    <message>
        <source>This slice</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>此切片</translation>
    </message>
    <message>
        <source>Changes the slice in view alone</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>只更改当前切片</translation>
    </message>
    <message>
        <source>Whole volume</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>整个体数据</translation>
    </message>
    <message>
        <source>Works in three dimensions, on all slices</source>
        <extracomment>annotator/ui/panels/mask_panel.py</extracomment>
        <translation>在三维中对所有切片进行</translation>
    </message>
    <message>
        <source>Anything</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>任何内容</translation>
    </message>
    <message>
        <source>Background only</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>仅背景</translation>
    </message>
    <message>
        <source>all</source>
        <extracomment>annotator/ui/panels/paint_over.py, annotator/ui/reference_flow.py</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Over:
{labels}</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>覆盖：
{labels}</translation>
    </message>
    <message>
        <source>What brushes, fills and operations may overwrite: anything, background alone,
or chosen labels. Locked labels are never overwritten; the eraser is not limited.</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>画笔、填充和各种操作可以覆盖什么：任何内容、仅背景，
或所选标签。锁定的标签绝不会被覆盖；橡皮擦不受限制。</translation>
    </message>
    <message>
        <source>empty</source>
        <comment>background</comment>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>背景</translation>
    </message>
    <message numerus="yes">
        <source>{n} labels</source>
        <extracomment>annotator/ui/panels/paint_over.py</extracomment>
        <translation>
            <numerusform>{n} 个标签</numerusform>
        </translation>
    </message>
    <message>
        <source>Between: the first and the last painted slice are the ends of the structure.
All: the run goes on beyond them, as far as the ends below allow, so that slices
inside the structure are enough;
press X to mark slices without the structure.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>之间：第一个和最后一个已勾画切片就是结构的两端。
全部：运行会越过它们，直到下方两端所允许的位置，因此结构内部的切片就足够了；
按 X 标记没有该结构的切片。</translation>
    </message>
    <message>
        <source>Stop at suggested ends</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>止于建议的两端</translation>
    </message>
    <message>
        <source>Fused: network and your shapes</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>融合：网络与您的形状</translation>
    </message>
    <message>
        <source>CAT-Net: network only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>CAT-Net：仅网络</translation>
    </message>
    <message>
        <source>Interpolation: your shapes only</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>插值：仅您的形状</translation>
    </message>
    <message>
        <source>CAT-Net and interpolation, the better of both.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>结合 CAT-Net 与插值，取其优者。</translation>
    </message>
    <message>
        <source>The network alone; it follows the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>仅网络；跟随图像。</translation>
    </message>
    <message>
        <source>Blends your shapes; ignores the image.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>混合您的形状；不看图像。</translation>
    </message>
    <message>
        <source>Runs on {device}, {model}</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>运行于 {device}，{model}</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Choose a cluster…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>选择集群…</translation>
    </message>
    <message>
        <source>Propagate on denoised</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>在去噪后的图像上传播</translation>
    </message>
    <message>
        <source>How often the network refines each mask</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>网络对每个掩膜细化的次数</translation>
    </message>
    <message>
        <source>Fill all labels that are painted, or only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>填充所有已勾画的标签，或只填充当前标签</translation>
    </message>
    <message>
        <source>First slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>要填充的第一个切片</translation>
    </message>
    <message>
        <source>Last slice to fill</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>要填充的最后一个切片</translation>
    </message>
    <message>
        <source>The run does not go past the slices where the classifier sees the structure end,
and shapes shrink towards them.
The strip below the image shows these ends; ends that you drag there always count.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>运行不会越过分类器判断结构终止的切片，
形状会向这些切片收缩。
图像下方的长条显示这些端点；您拖动设定的端点始终有效。</translation>
    </message>
    <message>
        <source>Learn from my slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>从我的切片学习</translation>
    </message>
    <message>
        <source>Trains a copy of the network on the painted slices before the run.
Slower, and usually better on anatomy the network has not seen.</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>运行之前用已勾画切片训练网络的一个副本。
较慢，但对网络未见过的解剖结构通常更好。</translation>
    </message>
    <message>
        <source>What computes: the processor, or a graphics card if there is one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>用什么计算：处理器，或显卡（如有）</translation>
    </message>
    <message>
        <source>Trained network that fills the slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>用来填充切片的已训练网络</translation>
    </message>
    <message>
        <source>Looking for devices…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>正在查找设备…</translation>
    </message>
    <message>
        <source>Device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>设备与模型</translation>
    </message>
    <message>
        <source>Fill the slices between those that you painted; each waits for your review</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>填充您已勾画的切片之间的切片；每个都等待您审核</translation>
    </message>
    <message>
        <source>Good enough   Esc</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>已经够好   Esc</translation>
    </message>
    <message>
        <source>Stop here: what is done is kept, other slices stay interpolated</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>在此停止：已完成的保留，其他切片保持插值结果</translation>
    </message>
    <message>
        <source>Forget</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>忘记</translation>
    </message>
    <message>
        <source>Drop what the network learned from your slices; it starts afresh</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>丢弃网络从您的切片中学到的内容；从头开始</translation>
    </message>
    <message>
        <source>Cluster {address}</source>
        <extracomment>annotator/app/cluster_run.py, annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>集群 {address}</translation>
    </message>
    <message>
        <source>none installed</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>未安装</translation>
    </message>
    <message>
        <source>Starting…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>正在启动…</translation>
    </message>
    <message>
        <source>Running…</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>正在运行…</translation>
    </message>
    <message>
        <source>All that are painted</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>所有已勾画的标签</translation>
    </message>
    <message>
        <source>Only the active one</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>仅当前标签</translation>
    </message>
    <message>
        <source>Between painted slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>已勾画切片之间</translation>
    </message>
    <message>
        <source>All slices</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>所有切片</translation>
    </message>
    <message>
        <source>From … to …</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>从…到…</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>设备</translation>
    </message>
    <message>
        <source>Model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>模型</translation>
    </message>
    <message>
        <source>Click to choose device and model</source>
        <extracomment>annotator/ui/panels/propagate_panel.py</extracomment>
        <translation>点击选择设备和模型</translation>
    </message>
    <message numerus="yes">
        <source>{n} voxels, {volume:.2f} ml</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>
            <numerusform>{n} 个体素，{volume:.2f} ml</numerusform>
        </translation>
    </message>
    <message>
        <source>+{gained} voxels (+{gained_ml:.2f} ml), −{lost} (−{lost_ml:.2f} ml)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>+{gained} 个体素（+{gained_ml:.2f} ml），−{lost}（−{lost_ml:.2f} ml）</translation>
    </message>
    <message>
        <source>Mask after each iteration  (Tab, Shift+Tab)</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>每次迭代后的掩膜（Tab、Shift+Tab）</translation>
    </message>
    <message>
        <source>Show change from the iteration before</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>显示相对上一次迭代的变化</translation>
    </message>
    <message>
        <source>Draw what this iteration gained in green, and what it lost in pink</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>以绿色绘制此次迭代新增的部分，以粉色绘制丢失的部分</translation>
    </message>
    <message numerus="yes">
        <source>{n} slices to review</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>
            <numerusform>{n} 个切片待审核</numerusform>
        </translation>
    </message>
    <message>
        <source>Slices that a run proposes wait here for you to look at.</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>运行所建议的切片在此等待您查看。</translation>
    </message>
    <message>
        <source>{count} not looked at</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} 个未查看</translation>
    </message>
    <message>
        <source>{count} only interpolated so far</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} 个目前仅为插值</translation>
    </message>
    <message>
        <source>a support has changed since the run</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>运行之后有支持切片改变了</translation>
    </message>
    <message>
        <source>none on this slice</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>此切片上没有</translation>
    </message>
    <message>
        <source>One mask, not iterated</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>单个掩膜，无迭代</translation>
    </message>
    <message>
        <source>{count} from before learning</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>{count} 个为学习前的结果</translation>
    </message>
    <message>
        <source>Nothing before to compare with</source>
        <extracomment>annotator/ui/panels/review_panel.py</extracomment>
        <translation>没有更早的可供比较</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>尚无</translation>
    </message>
    <message>
        <source>painted, guides the propagation</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>已勾画，引导传播</translation>
    </message>
    <message>
        <source>crossed by slices painted in another plane: kept, but guides nothing here</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>被另一平面上勾画的切片穿过：保留，但在此不引导任何内容</translation>
    </message>
    <message>
        <source>proposed, waits for review</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>建议，等待审核</translation>
    </message>
    <message>
        <source>proposed as empty: the run found nothing here; accept or reject it</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>建议为空：运行在此没有发现结构；请接受或拒绝</translation>
    </message>
    <message>
        <source>accepted</source>
        <extracomment>annotator/ui/panels/slice_cell.py, annotator/ui/panels/support_strip.py</extracomment>
        <translation>已接受</translation>
    </message>
    <message>
        <source>accepted, then edited</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>已接受，之后经过编辑</translation>
    </message>
    <message>
        <source>marked as absent</source>
        <extracomment>annotator/ui/panels/slice_cell.py</extracomment>
        <translation>已标记为不存在</translation>
    </message>
    <message>
        <source>{name}, slice {index}: {words}</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation>{name}，切片 {index}：{words}</translation>
    </message>
    <message>
        <source>painted, but not used as support</source>
        <extracomment>annotator/ui/panels/strip_cells.py</extracomment>
        <translation>已勾画，但不用作支持切片</translation>
    </message>
    <message>
        <source>painted</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>已勾画</translation>
    </message>
    <message>
        <source>proposed</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>建议</translation>
    </message>
    <message>
        <source>edited</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>已编辑</translation>
    </message>
    <message>
        <source>absent</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>不存在</translation>
    </message>
    <message>
        <source>Direction in which slices are painted and propagated</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>勾画和传播切片的方向</translation>
    </message>
    <message>
        <source>slice {current} of {count}</source>
        <extracomment>annotator/ui/panels/support_strip.py</extracomment>
        <translation>切片 {current} / {count}</translation>
    </message>
    <message>
        <source>Crosshair</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>十字线</translation>
    </message>
    <message>
        <source>Sphere brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>球形画笔</translation>
    </message>
    <message>
        <source>Paints a ball that reaches into the slices around</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>勾画一个延伸到相邻切片的球体</translation>
    </message>
    <message>
        <source>Edge brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>边缘画笔</translation>
    </message>
    <message>
        <source>Paints only what looks like the tissue where you begin, and stops at its edge</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>只勾画与起点处相似的组织，并止于其边缘</translation>
    </message>
    <message>
        <source>Eraser</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>橡皮擦</translation>
    </message>
    <message>
        <source>Polygon and lasso</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>多边形与套索</translation>
    </message>
    <message>
        <source>Click corner by corner or drag freehand; Enter or double-click closes it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>逐点点击或徒手拖动；按 Enter 或双击闭合</translation>
    </message>
    <message>
        <source>Scribble</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>涂画</translation>
    </message>
    <message>
        <source>Flood fill</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>漫水填充</translation>
    </message>
    <message>
        <source>Fills the connected area whose grey values are like the one under the pointer</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>填充灰度与指针下相近的连通区域</translation>
    </message>
    <message>
        <source>Pick label</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>拾取标签</translation>
    </message>
    <message>
        <source>Take intensities from the image</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>从图像取灰度</translation>
    </message>
    <message>
        <source>Click on the tissue, or drag over more of it: only its grey values are painted then</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>点击组织，或在其上拖动：之后只勾画其灰度值</translation>
    </message>
    <message>
        <source>Ruler</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>直尺</translation>
    </message>
    <message>
        <source>Drag from one point to another: their distance in the patient; drag its ends to correct</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>从一点拖到另一点：得到患者体内的距离；拖动两端可修正</translation>
    </message>
    <message>
        <source>Drag from the end of one arm to the vertex, then click at the end of the other arm</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>从一边的端点拖到顶点，再点击另一边的端点</translation>
    </message>
    <message>
        <source>Brush diameter  ( [ smaller, ] larger, Shift + wheel )</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>画笔直径（ [ 减小，] 增大，Shift + 滚轮 ）</translation>
    </message>
    <message>
        <source>Swap the last two tools</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>切换最近的两个工具</translation>
    </message>
    <message>
        <source>Correction adds / removes</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>修正为增加 / 移除</translation>
    </message>
    <message>
        <source>Smaller brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>更小的画笔</translation>
    </message>
    <message>
        <source>Larger brush</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>更大的画笔</translation>
    </message>
    <message>
        <source>Width of the window: how many values lie between black and white</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>窗宽：黑与白之间有多少个数值</translation>
    </message>
    <message>
        <source>Level: the value that is shown as middle grey</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>窗位：显示为中间灰的数值</translation>
    </message>
    <message>
        <source>Grey levels  (Alt+1 to Alt+6 for CT, or hold W and drag)</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>灰度（CT 用 Alt+1 到 Alt+6，或按住 W 拖动）</translation>
    </message>
    <message>
        <source>Soft tissue xx</source>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>软组织 xx</translation>
    </message>
    <message>
        <source>W</source>
        <comment>width of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>窗宽</translation>
    </message>
    <message>
        <source>L</source>
        <comment>level of the window</comment>
        <extracomment>annotator/ui/panels/window_fields.py</extracomment>
        <translation>窗位</translation>
    </message>
    <message>
        <source>Previous</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>上一个</translation>
    </message>
    <message>
        <source>Next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/tour_flow.py</extracomment>
        <translation>下一个</translation>
    </message>
    <message>
        <source>Done, next</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>完成，下一个</translation>
    </message>
    <message>
        <source>Name, note, initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>名称、备注、缩写</translation>
    </message>
    <message>
        <source>All</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>全部</translation>
    </message>
    <message>
        <source>Show only cases of this status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>只显示此状态的病例</translation>
    </message>
    <message>
        <source>Such as why a case is flagged</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>例如病例为何被标记</translation>
    </message>
    <message>
        <source>Export</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>导出</translation>
    </message>
    <message>
        <source>Write the finished masks as a data set</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>将已完成的掩膜写成数据集</translation>
    </message>
    <message>
        <source>{shown} of {count} shown</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>显示 {shown} / {count}</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>
            <numerusform>{n} 个病例</numerusform>
        </translation>
    </message>
    <message>
        <source>Labeller</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>标注者</translation>
    </message>
    <message>
        <source>Second reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>第二阅片者</translation>
    </message>
    <message>
        <source>Initials</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>缩写</translation>
    </message>
    <message>
        <source>Status</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>状态</translation>
    </message>
    <message>
        <source>2nd reader</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>第二阅片者</translation>
    </message>
    <message>
        <source>Note</source>
        <extracomment>annotator/ui/panels/worklist_panel.py, annotator/ui/worklist_model.py</extracomment>
        <translation>备注</translation>
    </message>
    <message>
        <source>No case chosen</source>
        <extracomment>annotator/ui/panels/worklist_panel.py</extracomment>
        <translation>未选择病例</translation>
    </message>
    <message numerus="yes">
        <source>{whom}. {labels} were hardly found, or found in the place of another label: look there first.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>
            <numerusform>{whom}。{labels} 几乎未找到，或在另一个标签的位置上找到：请先查看那里。</numerusform>
        </translation>
    </message>
    <message>
        <source>Paint the label with guidance on (View, Slice guidance) to see where it may be.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>请在引导开启时（视图，切片引导）勾画该标签，以查看它可能在哪里。</translation>
    </message>
    <message>
        <source>Matched area over the painted one, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>匹配面积与勾画面积之比，对数。</translation>
    </message>
    <message>
        <source>Match of the best places</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>最佳位置的匹配度</translation>
    </message>
    <message>
        <source>Match where it was painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>勾画位置处的匹配度</translation>
    </message>
    <message>
        <source>Likeness to the painted slice, inside</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>与已勾画切片的相似度，内部</translation>
    </message>
    <message>
        <source>Likeness to the painted slice, around</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>与已勾画切片的相似度，周围</translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, there</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>更像它而非其周围，该处</translation>
    </message>
    <message>
        <source>Like it rather than its surroundings, best</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>更像它而非其周围，最佳处</translation>
    </message>
    <message>
        <source>Likeness to the slice before</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>与上一切片的相似度</translation>
    </message>
    <message>
        <source>Distance over size, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>距离与大小之比，对数。</translation>
    </message>
    <message>
        <source>Distance, 50 mm</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>距离，50 mm</translation>
    </message>
    <message>
        <source>Size if it goes on as painted</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>若按勾画延续时的大小</translation>
    </message>
    <message>
        <source>Distance over that of the painted slices, log.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>与已勾画切片间距之比，对数。</translation>
    </message>
    <message>
        <source>{name}: slices {first} to {last}</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{name}：切片 {first} 到 {last}</translation>
    </message>
    <message>
        <source>{ends}, the ends {confidence:.0%} sure. Beyond the painted slices every slice is compared with the two nearest painted ones; what that gives is drawn below.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{ends}，对两端的把握为 {confidence:.0%}。在已勾画切片之外，每个切片都与最近的两个已勾画切片比较；结果绘于下方。</translation>
    </message>
    <message>
        <source>Presence and its evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>是否存在及其依据</translation>
    </message>
    <message>
        <source>{ends}, by the classifier&apos;s knowledge of the name; nothing was compared.</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>{ends}，依据分类器对该名称的了解；未作比较。</translation>
    </message>
    <message>
        <source>Evidence</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>依据</translation>
    </message>
    <message>
        <source>Presence and its evidence…</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>是否存在及其依据…</translation>
    </message>
    <message>
        <source>How likely each slice holds the active label, and what that rests on</source>
        <extracomment>annotator/ui/presence_flow.py</extracomment>
        <translation>每个切片含有当前标签的可能性，以及其依据</translation>
    </message>
    <message>
        <source>Label</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>标签</translation>
    </message>
    <message>
        <source>95 % distance</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>95% 距离</translation>
    </message>
    <message>
        <source>Difference</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation>差值</translation>
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
        <translation>浅色轮廓为参考。先列体积，再列切片，最差的在前。距离：95% 的表面在此距离之内。差值：掩膜减参考。</translation>
    </message>
    <message>
        <source>Proposed slices count as accepted</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>建议的切片视为已接受</translation>
    </message>
    <message>
        <source>Remove the reference</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>移除参考</translation>
    </message>
    <message>
        <source>Compare with a reference mask</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>与参考掩膜比较</translation>
    </message>
    <message>
        <source>Compared with {name}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>已与 {name} 比较</translation>
    </message>
    <message>
        <source>{length:.1f} mm</source>
        <extracomment>annotator/ui/reference_flow.py, annotator/ui/statistics_flow.py</extracomment>
        <translation>{length:.1f} mm</translation>
    </message>
    <message>
        <source>Reading {name}…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>正在读取 {name}…</translation>
    </message>
    <message>
        <source>{name} cannot be read: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>无法读取 {name}：{reason}</translation>
    </message>
    <message>
        <source>Compare with a reference mask…</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>与参考掩膜比较…</translation>
    </message>
    <message>
        <source>Outlines of a second mask, with Dice, distance and difference in volume</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>第二个掩膜的轮廓，以及 Dice、距离和体积差</translation>
    </message>
    <message>
        <source>The masks could not be compared: {reason}</source>
        <extracomment>annotator/ui/reference_flow.py</extracomment>
        <translation>无法比较掩膜：{reason}</translation>
    </message>
    <message>
        <source>Switch on Denoise and wait for this slice: then you see here what it takes out.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>请开启去噪并等待此切片：之后可在此看到它去除了什么。</translation>
    </message>
    <message>
        <source>Power, 1 for white noise</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>功率，白噪声为 1</translation>
    </message>
    <message>
        <source>What denoising takes out</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>去噪所去除的内容</translation>
    </message>
    <message>
        <source>Original less denoised: orange was brighter, blue darker</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>原始减去噪后：橙色处较亮，蓝色处较暗</translation>
    </message>
    <message>
        <source>Cycles per mm</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>每 mm 周期数</translation>
    </message>
    <message>
        <source>Standard deviation {deviation:.3g}. Correlation with the image {with_image:+.3f}, of its magnitude with the edges {with_edges:+.3f}: near 0 where only noise is taken out, higher where anatomy goes with it. In MR, noise is not the same everywhere, so that some correlation is usual.</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>标准差 {deviation:.3g}。与图像的相关 {with_image:+.3f}，其幅值与边缘的相关 {with_edges:+.3f}：只去除噪声时接近 0，解剖结构随之被去除时较高。MR 的噪声并非处处相同，因此有一定相关属正常。</translation>
    </message>
    <message>
        <source>What denoising takes out…</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>去噪所去除的内容…</translation>
    </message>
    <message>
        <source>Residual of the slice in view, its spectrum, and its correlation with it</source>
        <extracomment>annotator/ui/residual_flow.py</extracomment>
        <translation>当前切片的残差、其频谱及其与切片的相关</translation>
    </message>
    <message>
        <source>Least certain: slice {index}.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>最不确定：切片 {index}。</translation>
    </message>
    <message>
        <source>Slice {index} is the least certain: correct it, then run.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>切片 {index} 最不确定：请修正后再运行。</translation>
    </message>
    <message>
        <source>All slices are reviewed. Save the mask with Ctrl+S.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>所有切片均已审核。按 Ctrl+S 保存掩膜。</translation>
    </message>
    <message>
        <source>Accept slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>接受切片</translation>
    </message>
    <message>
        <source>Reject slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>拒绝切片</translation>
    </message>
    <message>
        <source>Accept the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>接受切片上的当前标签</translation>
    </message>
    <message>
        <source>Other labels of the slice keep waiting</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>该切片的其他标签继续等待</translation>
    </message>
    <message>
        <source>Reject the active label on the slice</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>拒绝切片上的当前标签</translation>
    </message>
    <message>
        <source>Accept several…</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>接受多个…</translation>
    </message>
    <message>
        <source>All slices, a range, or one label; says first what it changes</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>全部切片、一段范围或一个标签；会先说明有何变化</translation>
    </message>
    <message>
        <source>Reject all</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>全部拒绝</translation>
    </message>
    <message>
        <source>Previous slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>上一个待审核的切片</translation>
    </message>
    <message>
        <source>Next slice to review</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>下一个待审核的切片</translation>
    </message>
    <message>
        <source>Least certain slice first</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>最不确定的切片在前</translation>
    </message>
    <message>
        <source>Begin with the slices on which network, interpolation, iterations and
neighbouring slices disagree most; else in the order of the slices</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>从网络、插值、迭代和相邻切片
分歧最大的切片开始；否则按切片顺序</translation>
    </message>
    <message>
        <source>Go to the slice to paint next</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>转到下一个应勾画的切片</translation>
    </message>
    <message>
        <source>The least certain slice: painting it helps the next run most</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>最不确定的切片：勾画它对下次运行帮助最大</translation>
    </message>
    <message>
        <source>Previous iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>上一次迭代</translation>
    </message>
    <message>
        <source>Next iteration</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>下一次迭代</translation>
    </message>
    <message>
        <source>Painting it helps the next run most.</source>
        <extracomment>annotator/ui/review_flow.py</extracomment>
        <translation>勾画它对下次运行帮助最大。</translation>
    </message>
    <message>
        <source>Automatic: {device}</source>
        <extracomment>annotator/ui/panels/propagate_panel.py, annotator/ui/run_flow.py</extracomment>
        <translation>自动：{device}</translation>
    </message>
    <message>
        <source>Filled from the slices beside it, as only the tips are painted: there is nothing here that painted slices would show.</source>
        <extracomment>annotator/ui/inspector/iterations_page.py</extracomment>
        <translation>由于只勾画了两端，此切片由相邻切片填充：这里没有已勾画切片可显示的内容。</translation>
    </message>
    <message>
        <source>Prefilling stopped: {reason}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>预填充已停止：{reason}</translation>
    </message>
    <message numerus="yes">
        <source>Prefilled from {n} patients: {names}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>
            <numerusform>由 {n} 位患者预填充：{names}</numerusform>
        </translation>
    </message>
    <message>
        <source>{whom}. Look at every slice.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>{whom}。请查看每个切片。</translation>
    </message>
    <message>
        <source>Learning from finished cases in the background…</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>正在后台从已完成的病例中学习…</translation>
    </message>
    <message>
        <source>Learning was stopped; it goes on when it is started again.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>学习已停止；再次启动后会继续。</translation>
    </message>
    <message>
        <source>Learning could not be started: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>无法开始学习：{line}</translation>
    </message>
    <message>
        <source>No other case is finished; label one and call it done, then try again.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>没有其他已完成的病例；请完成一个并标为完成，然后重试。</translation>
    </message>
    <message>
        <source>Click or scribble inside the structure, with Alt or the right button outside of it;
the mask follows at once. Tab shows wider and Shift+Tab narrower answers, Enter
keeps the one shown, Backspace takes the last click back, Esc drops it</source>
        <extracomment>annotator/ui/panels/tools_panel.py</extracomment>
        <translation>在结构内点击或涂画，按住 Alt 或用右键表示结构之外；
掩膜立即显示。Tab 显示更大的结果，Shift+Tab 显示更小的结果，
Enter 保留当前结果，Backspace 撤回上一次点击，Esc 放弃</translation>
    </message>
    <message>
        <source>The finished cases led to nothing here.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>已完成的病例在此没有得出结果。</translation>
    </message>
    <message>
        <source>Learning takes two finished patients at least; finish one more.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>学习至少需要两位已完成的患者；请再完成一位。</translation>
    </message>
    <message>
        <source>Learning: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>学习：{line}</translation>
    </message>
    <message>
        <source>Learning stopped: {line}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>学习已停止：{line}</translation>
    </message>
    <message>
        <source>Learned from the finished cases; prefills use it from now on.</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>已从完成的病例中学习；今后的预填充将采用学习结果。</translation>
    </message>
    <message>
        <source>Prefill from finished cases…</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>用已完成的病例预填充…</translation>
    </message>
    <message>
        <source>Proposes masks for this case; finished cases of the folder help</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>借助文件夹中已完成的病例，为本病例建议掩膜</translation>
    </message>
    <message>
        <source>Stop prefilling</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>停止预填充</translation>
    </message>
    <message>
        <source>Prefill new cases by themselves</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>自动预填充新病例</translation>
    </message>
    <message>
        <source>When a case that nobody has begun is opened</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>打开尚无人开始的病例时</translation>
    </message>
    <message>
        <source>Learn from finished cases</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>从已完成的病例中学习</translation>
    </message>
    <message>
        <source>In the background, for ten minutes; cases that are held out decide
whether what was learned is used to prefill</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>在后台进行十分钟；由留出的病例决定
预填充是否采用学习结果</translation>
    </message>
    <message>
        <source>Stop learning</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>停止学习</translation>
    </message>
    <message>
        <source>It goes on where it was when it is started again</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>再次启动后从中断处继续</translation>
    </message>
    <message>
        <source>Prefilling: {what} · {share:.0%}</source>
        <extracomment>annotator/ui/prefill_flow.py</extracomment>
        <translation>预填充：{what} · {share:.0%}</translation>
    </message>
    <message numerus="yes">
        <source>{n} {plane} slices</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>{n} 个{plane}切片</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopping after the slice at work…</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>处理完当前切片后停止…</translation>
    </message>
    <message>
        <source>Paint the structure on one slice to begin; better on two, each a quarter of its length from its ends.</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>请先在一个切片上勾画结构；最好是两个，各距其两端四分之一长度。</translation>
    </message>
    <message>
        <source>The propagation cannot start: {reason}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>无法开始传播：{reason}</translation>
    </message>
    <message>
        <source>Starts from {slices}</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>由{slices}开始</translation>
    </message>
    <message numerus="yes">
        <source>Starts from painted slices of {n} labels</source>
        <extracomment>annotator/ui/run_flow.py</extracomment>
        <translation>
            <numerusform>由 {n} 个标签的已勾画切片开始</numerusform>
        </translation>
    </message>
    <message>
        <source>Series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>序列</translation>
    </message>
    <message>
        <source>Modality</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>模态</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>annotator/ui/series_dialog.py, annotator/ui/worklist_model.py</extracomment>
        <translation>大小</translation>
    </message>
    <message>
        <source>Spacing (mm)</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>间距（mm）</translation>
    </message>
    <message>
        <source>Notes</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>说明</translation>
    </message>
    <message>
        <source>Choose a series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>选择序列</translation>
    </message>
    <message numerus="yes">
        <source>{name} holds {n} series</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>
            <numerusform>{name} 含有 {n} 个序列</numerusform>
        </translation>
    </message>
    <message>
        <source>uneven or missing slices</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>切片不均匀或缺失</translation>
    </message>
    <message>
        <source>tilted by {angle:.3g}°</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>倾斜 {angle:.3g}°</translation>
    </message>
    <message>
        <source>Study without a name</source>
        <extracomment>annotator/ui/series_dialog.py</extracomment>
        <translation>无名称的检查</translation>
    </message>
    <message>
        <source>Wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>滚轮</translation>
    </message>
    <message>
        <source>Previous / next slice</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>上一 / 下一切片</translation>
    </message>
    <message>
        <source>Ctrl + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Ctrl + 滚轮</translation>
    </message>
    <message>
        <source>Zoom</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Right-drag (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>右键拖动（无勾画工具）</translation>
    </message>
    <message>
        <source>Middle-drag, or Space + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>中键拖动，或空格 + 拖动</translation>
    </message>
    <message>
        <source>Pan</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>平移</translation>
    </message>
    <message>
        <source>Shift + move</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Shift + 移动</translation>
    </message>
    <message>
        <source>Move the crosshair in all planes</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>在所有平面中移动十字线</translation>
    </message>
    <message>
        <source>W + drag</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>W + 拖动</translation>
    </message>
    <message>
        <source>Window / level</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>窗宽 / 窗位</translation>
    </message>
    <message>
        <source>Shift + wheel</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Shift + 滚轮</translation>
    </message>
    <message>
        <source>Brush size</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>画笔大小</translation>
    </message>
    <message>
        <source>Ctrl + click (no paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Ctrl + 点击（无勾画工具）</translation>
    </message>
    <message>
        <source>Choose the label under the mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>选择鼠标下的标签</translation>
    </message>
    <message>
        <source>Left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>左键拖动（勾画工具）</translation>
    </message>
    <message>
        <source>Paint with the active label</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>用当前标签勾画</translation>
    </message>
    <message>
        <source>Right-drag or Ctrl + left-drag (paint tool)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>右键拖动或 Ctrl + 左键拖动（勾画工具）</translation>
    </message>
    <message>
        <source>Erase</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>擦除</translation>
    </message>
    <message>
        <source>Double-click</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>双击</translation>
    </message>
    <message>
        <source>Maximise the plane, and back</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>最大化该平面，再次双击还原</translation>
    </message>
    <message>
        <source>Hold V</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>按住 V</translation>
    </message>
    <message>
        <source>Peek under the masks</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>查看掩膜下方</translation>
    </message>
    <message>
        <source>Tab / Shift + Tab (Scribble)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Tab / Shift + Tab（涂画）</translation>
    </message>
    <message>
        <source>Wider / narrower answer to the clicks</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>点击的更大 / 更小的结果</translation>
    </message>
    <message>
        <source>Enter / Backspace (Scribble)</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>Enter / Backspace（涂画）</translation>
    </message>
    <message>
        <source>Keep the mask / take the last click back</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>保留掩膜 / 撤回上一次点击</translation>
    </message>
    <message>
        <source>Drag the knob of the line</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>拖动分界线上的圆钮</translation>
    </message>
    <message>
        <source>Border between original and denoised</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>原始与去噪之间的边界</translation>
    </message>
    <message>
        <source>Search, for example “brush”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>搜索，例如“画笔”</translation>
    </message>
    <message>
        <source>Mouse</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>鼠标</translation>
    </message>
    <message>
        <source>Change key</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>更改按键</translation>
    </message>
    <message>
        <source>Default</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>默认</translation>
    </message>
    <message>
        <source>Command</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>命令</translation>
    </message>
    <message>
        <source>Keys</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>按键</translation>
    </message>
    <message>
        <source>Double-click a command to give it another key.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>双击命令可为其设定其他按键。</translation>
    </message>
    <message>
        <source>New key for “{words}”</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>“{words}”的新按键</translation>
    </message>
    <message>
        <source>That key belongs to “{taken}”; choose another one.</source>
        <extracomment>annotator/ui/shortcut_sheet.py</extracomment>
        <translation>该按键属于“{taken}”；请另选。</translation>
    </message>
    <message>
        <source>Open a CT or MR image</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>打开 CT 或 MR 图像</translation>
    </message>
    <message>
        <source>Drop a file or a DICOM folder here, or open one: NIfTI, NRRD, MetaImage, DICOM</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>将文件或 DICOM 文件夹拖到此处，或打开一个：NIfTI、NRRD、MetaImage、DICOM</translation>
    </message>
    <message>
        <source>Open folder of cases…</source>
        <extracomment>annotator/ui/start_page.py, annotator/ui/worklist_flow.py</extracomment>
        <translation>打开病例文件夹…</translation>
    </message>
    <message>
        <source>Try the demo</source>
        <extracomment>annotator/ui/start_page.py</extracomment>
        <translation>试用演示</translation>
    </message>
    <message>
        <source>Volume</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>体积</translation>
    </message>
    <message>
        <source>Mean</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>均值</translation>
    </message>
    <message>
        <source>Min</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Max</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Largest diameter</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>最大直径</translation>
    </message>
    <message>
        <source>Label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>标签统计</translation>
    </message>
    <message>
        <source>Save as CSV…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>保存为 CSV…</translation>
    </message>
    <message>
        <source>Save label statistics</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>保存标签统计</translation>
    </message>
    <message>
        <source>{volume:.2f} ml</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>{volume:.2f} ml</translation>
    </message>
    <message>
        <source>Label {value}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>标签 {value}</translation>
    </message>
    <message>
        <source>Label statistics…</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>标签统计…</translation>
    </message>
    <message>
        <source>Volume, grey values and largest diameter of every label</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>每个标签的体积、灰度值和最大直径</translation>
    </message>
    <message>
        <source>The figures could not be computed: {reason}</source>
        <extracomment>annotator/ui/statistics_flow.py</extracomment>
        <translation>无法计算数据：{reason}</translation>
    </message>
    <message>
        <source>Voxel, counted from 1 as the slices are</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>体素，与切片一样从 1 开始计数</translation>
    </message>
    <message>
        <source>Voxel index (i, j, k) in the file, counted from 0 as the command line and other programs do</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>文件中的体素索引（i、j、k），与命令行和其他程序一样从 0 开始计数</translation>
    </message>
    <message>
        <source>file 0000, 0000, 0000</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>文件 0000, 0000, 0000</translation>
    </message>
    <message>
        <source>Position in the patient, millimetres</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>在患者体内的位置，毫米</translation>
    </message>
    <message>
        <source>Intensity</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>灰度值</translation>
    </message>
    <message>
        <source>Label under the mouse</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>鼠标下的标签</translation>
    </message>
    <message>
        <source>Right kidney xx</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>右肾 xx</translation>
    </message>
    <message>
        <source>Work in the background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>后台工作</translation>
    </message>
    <message>
        <source>Device that propagation uses</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>传播所用的设备</translation>
    </message>
    <message>
        <source>Unsaved work is kept for recovery</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>未保存的工作会保留以便恢复</translation>
    </message>
    <message>
        <source>file {index}</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>文件 {index}</translation>
    </message>
    <message>
        <source>background</source>
        <extracomment>annotator/ui/status_bar.py</extracomment>
        <translation>背景</translation>
    </message>
    <message>
        <source>Surfaces (*.stl *.ply *.glb)</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>表面 (*.stl *.ply *.glb)</translation>
    </message>
    <message>
        <source>Layout</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>布局</translation>
    </message>
    <message>
        <source>Export surfaces</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>导出表面</translation>
    </message>
    <message>
        <source>Writing {name}…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>正在写入 {name}…</translation>
    </message>
    <message>
        <source>No label that is shown holds a voxel: paint one first.</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>显示的标签都没有体素：请先勾画一个。</translation>
    </message>
    <message>
        <source>Export surfaces…</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>导出表面…</translation>
    </message>
    <message>
        <source>Surfaces of all labels that are shown, as STL, PLY or GLB</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>所有显示的标签的表面，保存为 STL、PLY 或 GLB</translation>
    </message>
    <message>
        <source>The surfaces could not be made: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>无法生成表面：{reason}</translation>
    </message>
    <message>
        <source>{name} could not be written: {reason}</source>
        <extracomment>annotator/ui/surface_flow.py</extracomment>
        <translation>无法写入 {name}：{reason}</translation>
    </message>
    <message>
        <source>Arrows move the pointer, Space clicks, Shift+Space holds; F7 ends it.</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>方向键移动指针，空格键点击，Shift+空格键按住；F7 结束。</translation>
    </message>
    <message>
        <source>Pointer by keys</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>用按键移动指针</translation>
    </message>
    <message>
        <source>Arrows move the pointer, with Shift by ten voxels; Space clicks,
Shift+Space holds the button down until Space is pressed again</source>
        <extracomment>annotator/ui/tool_flow.py</extracomment>
        <translation>方向键移动指针，加 Shift 每次移动十个体素；空格键点击，
Shift+空格键按住不放，直到再按空格键</translation>
    </message>
    <message>
        <source>Look through the slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>浏览切片</translation>
    </message>
    <message>
        <source>Turn the wheel over a view, or use the arrow keys. Ctrl + wheel zooms, the middle button moves the slice. In the demo an organ is painted on a few slices.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>在视图上转动滚轮，或使用方向键。Ctrl + 滚轮缩放，中键移动切片。演示中已在几个切片上勾画了一个器官。</translation>
    </message>
    <message>
        <source>Paint the organ on a few slices</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>在几个切片上勾画器官</translation>
    </message>
    <message>
        <source>Let the other slices be filled</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>让其他切片被填充</translation>
    </message>
    <message>
        <source>Press Ctrl + Enter. First masks come at once and get better while the program learns from your slices. You can scroll and paint meanwhile.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>按 Ctrl + Enter。最初的掩膜立即出现，并随着程序从您的切片学习而变好。期间您可以滚动和勾画。</translation>
    </message>
    <message>
        <source>Look at every slice, then save</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>查看每个切片，然后保存</translation>
    </message>
    <message>
        <source>Hatched masks are proposals: Enter accepts the slice in view, Backspace rejects it, painting corrects it. Ctrl + S saves the mask on the image&apos;s own voxels.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>带斜线的掩膜是建议：Enter 接受当前切片，Backspace 拒绝，勾画则修正。Ctrl + S 将掩膜按图像自身的体素保存。</translation>
    </message>
    <message>
        <source>Step {number} of {count}</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>第 {number} 步，共 {count} 步</translation>
    </message>
    <message>
        <source>Close</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Back</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>返回</translation>
    </message>
    <message>
        <source>Done</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>完成</translation>
    </message>
    <message>
        <source>Tour in four steps</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>四步导览</translation>
    </message>
    <message>
        <source>On the image that is open, else on the demo</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>在已打开的图像上，否则在演示上</translation>
    </message>
    <message>
        <source>Undo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>重做</translation>
    </message>
    <message>
        <source>Undo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>撤销 {step}</translation>
    </message>
    <message>
        <source>Redo {step}</source>
        <extracomment>annotator/ui/undo.py</extracomment>
        <translation>重做 {step}</translation>
    </message>
    <message>
        <source>Denoising…</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation>正在去噪…</translation>
    </message>
    <message>
        <source>Difference ±{reach}</source>
        <extracomment>annotator/ui/viewer/comparison.py</extracomment>
        <translation>差值 ±{reach}</translation>
    </message>
    <message>
        <source>Denoised</source>
        <extracomment>annotator/ui/viewer/comparison.py, annotator/ui/viewer/view_state.py</extracomment>
        <translation>去噪后</translation>
    </message>
    <message>
        <source>Three planes</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>三个平面</translation>
    </message>
    <message>
        <source>One large, three small</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>一大三小</translation>
    </message>
    <message>
        <source>Beside a painted slice</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>与已勾画切片并排</translation>
    </message>
    <message>
        <source>Four equal, with 3D</source>
        <extracomment>annotator/ui/viewer/layouts.py</extracomment>
        <translation>四个等大，含三维</translation>
    </message>
    <message>
        <source>Axial</source>
        <extracomment>annotator/ui/viewer/decorations.py, annotator/ui/viewer/planes.py</extracomment>
        <translation>轴位</translation>
    </message>
    <message>
        <source>Coronal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation>冠状位</translation>
    </message>
    <message>
        <source>Sagittal</source>
        <extracomment>annotator/ui/viewer/planes.py</extracomment>
        <translation>矢状位</translation>
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
        <translation>建议为空</translation>
    </message>
    <message>
        <source>Proposed</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>建议</translation>
    </message>
    <message>
        <source>Interpolated for now</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>目前为插值</translation>
    </message>
    <message>
        <source>green gained, pink lost</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>绿色新增，粉色丢失</translation>
    </message>
    <message>
        <source>{name} absent</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>{name} 不存在</translation>
    </message>
    <message>
        <source>Proposed, not final yet</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>建议，尚未最终确定</translation>
    </message>
    <message>
        <source>{proposed}, iteration {shown}/{last}</source>
        <extracomment>annotator/ui/viewer/slice_texts.py</extracomment>
        <translation>{proposed}，迭代 {shown}/{last}</translation>
    </message>
    <message>
        <source>The masks are hidden: show them before changing them.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>掩膜已隐藏：请先显示再更改。</translation>
    </message>
    <message>
        <source>Nearest painted slice of {name}: {nearest}</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation>{name} 最近的已勾画切片：{nearest}</translation>
    </message>
    <message>
        <source>{name} is painted on no slice yet</source>
        <extracomment>annotator/ui/viewer/support_pane.py</extracomment>
        <translation>{name} 尚未在任何切片上勾画</translation>
    </message>
    <message>
        <source>This display offers no OpenGL, which the 3D view needs. Surfaces can still be exported (File, Export surfaces).</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation>此显示环境不提供三维视图所需的 OpenGL。表面仍可导出（文件，导出表面）。</translation>
    </message>
    <message>
        <source>The 3D view needs an extra; {how}.</source>
        <extracomment>annotator/ui/viewer/surface_view.py</extracomment>
        <translation>三维视图需要附加组件；{how}。</translation>
    </message>
    <message>
        <source>Original</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation>原始</translation>
    </message>
    <message>
        <source>Split</source>
        <extracomment>annotator/ui/viewer/view_state.py</extracomment>
        <translation>分割对比</translation>
    </message>
    <message>
        <source>Worklist</source>
        <extracomment>annotator/ui/export_flow.py, annotator/ui/worklist_flow.py</extracomment>
        <translation>工作列表</translation>
    </message>
    <message>
        <source>Press 2 for the brush and paint; the right button erases. Two or three slices are often enough: inside the organ, about a quarter of its length from its ends, rather than at its tips.</source>
        <extracomment>annotator/ui/tour_flow.py</extracomment>
        <translation>按 2 选择画笔并勾画；右键擦除。通常两三个切片就够了：位于器官内部、距其两端约四分之一长度处，而不是在末端。</translation>
    </message>
    <message>
        <source>Answer {shown} of {count}, from narrow to wide: Tab shows the next one, Shift+Tab the one before, Enter keeps it.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>第 {shown} 个结果，共 {count} 个，由小到大：Tab 显示下一个，Shift+Tab 显示上一个，Enter 保留。</translation>
    </message>
    <message>
        <source>There is no other answer to these clicks: click where the mask is wrong, with the right button where it is too much.</source>
        <extracomment>annotator/ui/viewer/stroke_tools.py</extracomment>
        <translation>这些点击没有其他结果：请点击缺少的地方，多余的地方用右键点击。</translation>
    </message>
    <message>
        <source>Open folder of cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>打开病例文件夹</translation>
    </message>
    <message>
        <source>Worklist – {name}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>工作列表 – {name}</translation>
    </message>
    <message>
        <source>That was the last case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>那是列表中的最后一个病例。</translation>
    </message>
    <message numerus="yes">
        <source>All cases are to have these {n} labels.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>所有病例都将使用这 {n} 个标签。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at the folder: {n} cases…</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>正在查看文件夹：{n} 个病例…</numerusform>
        </translation>
    </message>
    <message>
        <source>{sentence}; choose another case.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>{sentence}；请选择其他病例。</translation>
    </message>
    <message>
        <source>Shows all images below a folder as a worklist</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>将文件夹下的所有图像显示为工作列表</translation>
    </message>
    <message>
        <source>Next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>下一个病例</translation>
    </message>
    <message>
        <source>Previous case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>上一个病例</translation>
    </message>
    <message>
        <source>Done, next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>完成，下一个病例</translation>
    </message>
    <message>
        <source>Saves the mask, sets the status to done, and opens the next case</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>保存掩膜，将状态设为完成，并打开下一个病例</translation>
    </message>
    <message>
        <source>Use these labels for all cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>对所有病例使用这些标签</translation>
    </message>
    <message>
        <source>Look for new cases</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>查找新病例</translation>
    </message>
    <message>
        <source>That was the first case of the list.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>那是列表中的第一个病例。</translation>
    </message>
    <message numerus="yes">
        <source>{n} cases.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>
            <numerusform>{n} 个病例。</numerusform>
        </translation>
    </message>
    <message>
        <source>No image was found there.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>没有找到图像。</translation>
    </message>
    <message>
        <source>The folder could not be looked at: {reason}</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>无法查看该文件夹：{reason}</translation>
    </message>
    <message>
        <source>Save your work under another name.</source>
        <extracomment>annotator/ui/worklist_flow.py</extracomment>
        <translation>请以其他名称保存您的工作。</translation>
    </message>
    <message>
        <source>Case</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>病例</translation>
    </message>
    <message>
        <source>By</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>标注者</translation>
    </message>
    <message>
        <source>2nd</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>第二人</translation>
    </message>
    <message>
        <source>Kind</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>类型</translation>
    </message>
    <message>
        <source>not started</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>未开始</translation>
    </message>
    <message>
        <source>in progress</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>进行中</translation>
    </message>
    <message>
        <source>prefilled</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>已预填</translation>
    </message>
    <message>
        <source>needs review</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>需审核</translation>
    </message>
    <message>
        <source>done</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>完成</translation>
    </message>
    <message>
        <source>flagged</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>已标记</translation>
    </message>
    <message>
        <source>open elsewhere</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>在别处打开</translation>
    </message>
    <message>
        <source>Still to be drawn: {labels}</source>
        <extracomment>annotator/ui/worklist_model.py</extracomment>
        <translation>尚待勾画：{labels}</translation>
    </message>
    <message>
        <source>Abdomen</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>腹部</translation>
    </message>
    <message>
        <source>Lung</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>肺</translation>
    </message>
    <message>
        <source>Liver</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>肝</translation>
    </message>
    <message>
        <source>Bone</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>骨</translation>
    </message>
    <message>
        <source>Brain</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>脑</translation>
    </message>
    <message>
        <source>Stroke</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>卒中</translation>
    </message>
    <message>
        <source>Air</source>
        <extracomment>resources/presets/ct_windows.toml</extracomment>
        <translation>空气</translation>
    </message>
</context>
</TS>
