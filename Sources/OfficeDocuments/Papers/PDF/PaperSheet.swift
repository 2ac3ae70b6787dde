/// The style sheet of papers: annex I of Nghị định 30/2020/NĐ-CP. Margins 20 mm above and below, 30 mm left, 20 mm right; the
/// number of the page above, in the middle, from the second on.
enum PaperSheet {
  static let css = """
    @page { size: A4 portrait; margin: 20mm 20mm 20mm 30mm;
      @top-center { content: counter(page); font: 13pt "Times New Roman", "Liberation Serif", serif; padding-top: 4mm } }
    @page :first { @top-center { content: none } }
    @page portrait { size: A4 portrait }
    @page landscape { size: A4 landscape }
    * { margin: 0; padding: 0; box-sizing: border-box }
    html { font: 14pt/1.3 "Times New Roman", "Liberation Serif", serif; color: #000 }
    p { orphans: 2; widows: 2 }
    table { border-collapse: collapse; width: 100% }
    .head { table-layout: fixed; line-height: 1.15; text-align: center; margin: 0 -2mm 0 -4mm; width: 166mm }
    .head td { vertical-align: top }
    .head .left { width: 68mm }
    .head p { margin: 0 }
    .superior, .nation, .issuer { font-size: 12pt }
    .issuer, .nation { font-weight: bold }
    .motto { font-size: 13pt; font-weight: bold }
    .motto span { display: inline-block; border-bottom: 0.7pt solid #000; padding-bottom: 0.6mm }
    .rule { border-top: 0.7pt solid #000; margin: 1.2mm auto 0 }
    .number, .place { font-size: 13pt; padding-top: 3mm }
    .place { font-style: italic }
    .subject { font-size: 12pt; padding: 1mm 4mm 0 }
    .kind { font-weight: bold; text-align: center; margin-top: 8mm }
    .abstract { font-weight: bold; text-align: center; }
    .abstract-rule { margin-bottom: 6mm }
    .gap { height: 6mm }
    .addressee { text-align: center; margin: 0 0 5mm }
    .addressees { margin: 0 0 5mm 35mm }
    .addressees .one { padding-left: 22mm }
    .text, .part { text-align: justify; text-indent: 12.7mm; margin: 0 0 6pt }
    .part { font-size: 14pt; font-weight: bold; break-after: avoid }
    h4.part { font-style: italic }
    .caption { font-size: 13pt; font-weight: bold; text-align: center; margin: 8pt 0 4pt; break-after: avoid }
    .data { table-layout: fixed; font-size: 12pt; line-height: 1.2; margin: 4pt 0 10pt }
    .data th, .data td { border: 0.6pt solid #000; padding: 1.2mm 1.4mm; vertical-align: middle; overflow-wrap: anywhere }
    .data th { text-align: center; font-weight: bold }
    .data tr, .data .last { break-inside: avoid }
    .data .centre { text-align: center }
    .data .right { text-align: right; overflow-wrap: normal }
    .data .bold td { font-weight: bold }
    figure { text-align: center; margin: 6pt 0 8pt; break-inside: avoid }
    figure img { max-width: 100%; max-height: 200mm }
    figcaption { font-size: 13pt; font-style: italic; margin-top: 3pt }
    .ending { table-layout: fixed; margin-top: 6mm; break-inside: avoid; break-before: avoid }
    .ending td { vertical-align: top }
    .ending .left { width: 45% }
    .ending .right { text-align: center; font-weight: bold; line-height: 1.2 }
    .recipients-name { font-size: 12pt; font-weight: bold; font-style: italic }
    .recipients { font-size: 11pt; line-height: 1.2 }
    .sign { height: 26mm }
    .annex { break-before: page }
    .annex.portrait { page: portrait }
    .annex.landscape { page: landscape }
    .annex-name, .annex-title { font-size: 14pt; font-weight: bold; text-align: center }
    .annex-of { font-style: italic; text-align: center }
    .annex-rule { width: 50mm; margin-bottom: 6mm }
    """
}
