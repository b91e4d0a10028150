package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** A report in the XML that continuous integration systems read as JUnit's. */
final class JunitReport {
  private JunitReport() {}

  /** Writes the file as a whole. */
  static void write(Report report, Path file) throws IOException {
    AtomicFile.write(file, xml(report));
  }

  static String xml(Report report) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "hq verify " + report.environment());
      xml.writeAttribute("tests", Integer.toString(report.checks().size()));
      xml.writeAttribute("failures", Integer.toString(report.failed().size()));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", "0");
      xml.writeAttribute("time", seconds(report.checks().stream().mapToLong(Result::millis).sum()));
      for (Result check : report.checks()) {
        testCase(xml, report.environment(), check);
      }
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException problem) {
      throw new IllegalStateException(problem);
    }
    return text + "\n";
  }

  private static void testCase(XMLStreamWriter xml, String environment, Result check)
      throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", "verify." + environment);
    xml.writeAttribute("name", check.name());
    xml.writeAttribute("time", seconds(check.millis()));
    if (!check.ok()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", allowed(check.seen()));
      xml.writeCharacters(allowed("expected: " + check.expected() + "\nseen: " + check.seen()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** Without the characters that XML 1.0 has no way to write. */
  private static String allowed(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(
            point ->
                point == '\n'
                    || (point >= 0x20 && point <= 0xd7ff)
                    || (point >= 0xe000 && point <= 0xfffd)
                    || point >= 0x10000)
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static String seconds(long millis) {
    return String.format(Locale.ROOT, "%.3f", millis / 1000.0);
  }
}
