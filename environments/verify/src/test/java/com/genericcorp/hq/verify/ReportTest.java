package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class ReportTest {
  private static final Result GOOD = new Result("health", "200", "200", true, 12);
  private static final Result BAD =
      new Result("hsts", "no <header>", "a & b: \"max-age=1\" ]]> 'x'", false, 1234);
  private static final Style PLAIN = new Style(false, true);

  @TempDir Path folder;

  @Test
  void peopleSeeALineForWhatIsWellAndDetailsOfWhatIsNot() {
    assertThat(ReportTable.of(new Report("demo", List.of(GOOD, BAD)), 1500, PLAIN))
        .isEqualToNormalizingNewlines(
            "  ✓ health  200"
                + " ".repeat(67)
                + "     12 ms\n"
                + "  ✗ hsts\n"
                + "      expected  no <header>\n"
                + "      seen      a & b: \"max-age=1\" ]]> 'x'\n"
                + "demo: 1 of 2 checks failed (1.5 s)\n");
  }

  @Test
  void whatIsWellIsKeptToOneLine() {
    Result wordy = new Result("connect", "", "x".repeat(500), true, 1);

    assertThat(ReportTable.of(new Report("demo", List.of(wordy)), 1, PLAIN).lines())
        .hasSize(2)
        .allSatisfy(line -> assertThat(line.length()).isLessThan(100))
        .last()
        .isEqualTo("demo: all 1 checks passed (0.0 s)");
  }

  @Test
  void coloursAndMarksAreUsedOnlyWhereTheTerminalHasThem() {
    Report report = new Report("demo", List.of(GOOD, BAD));

    assertThat(ReportTable.of(report, 1, new Style(true, true)))
        .contains("\033[32m✓\033[0m", "\033[31m✗\033[0m");
    assertThat(ReportTable.of(report, 1, new Style(false, false)))
        .contains("ok   health", "FAIL hsts")
        .doesNotContain("\033", "✓", "✗");
  }

  @Test
  void programsGetOneJsonObject() throws Exception {
    String text = Json.print(new Report("demo", List.of(GOOD, BAD)));
    JsonNode json = Json.mapper().readTree(text);

    assertThat(json.fieldNames()).toIterable().containsExactly("environment", "passed", "checks");
    assertThat(json.path("environment").asText()).isEqualTo("demo");
    assertThat(json.path("passed").asBoolean(true)).isFalse();
    assertThat(json.path("checks").get(0).fieldNames())
        .toIterable()
        .containsExactly("name", "expected", "seen", "ok", "millis");
    assertThat(json.path("checks").get(1).path("seen").asText()).isEqualTo(BAD.seen());
    assertThat(json.path("checks").get(1).path("millis").asLong()).isEqualTo(1234);
  }

  @Test
  void continuousIntegrationGetsWellFormedXml() throws Exception {
    Path file = folder.resolve("deep/verify.xml");

    JunitReport.write(new Report("demo", List.of(GOOD, BAD)), file);

    Element suite = parse(Files.readString(file)).getDocumentElement();
    assertThat(suite.getAttribute("tests")).isEqualTo("2");
    assertThat(suite.getAttribute("failures")).isEqualTo("1");
    Element failure = (Element) suite.getElementsByTagName("failure").item(0);
    assertThat(failure.getAttribute("message")).isEqualTo(BAD.seen());
    assertThat(failure.getTextContent()).isEqualTo("expected: no <header>\nseen: " + BAD.seen());
    assertThat(((Element) failure.getParentNode()).getAttribute("name")).isEqualTo("hsts");
    assertThat(((Element) failure.getParentNode()).getAttribute("time")).isEqualTo("1.234");
    try (Stream<Path> left = Files.list(folder.resolve("deep"))) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void whatXmlCannotHoldIsLeftOut() throws Exception {
    Result odd = new Result("odd", "\u0001\ufffe\ud800é😀", "seen \u0000\uffff\u001b[2J", false, 1);

    Document document = parse(JunitReport.xml(new Report("demo", List.of(odd))));

    assertThat(document.getDocumentElement().getTextContent()).contains("é😀").contains("[2J");
  }

  @Test
  void aResultIsOnePrintableLineOfBoundedLength() {
    String seen = "a\nb\tc\u001b[31m\u202ed\u2028😀\ud800" + "x".repeat(10_000);

    assertThat(new Result("odd", "", seen, false, 1).seen())
        .startsWith("a b c [31m d 😀 x")
        .doesNotContainPattern("\\p{Cntrl}")
        .hasSizeLessThan(700);
  }

  private static Document parse(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
  }
}
