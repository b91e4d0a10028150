package com.genericcorp.hq.builder.sbom;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The licences that a jar names: in its pom, else in its manifest, else by their texts. */
final class JarLicences {
  private static final List<String> TEXTS =
      List.of("META-INF/LICENSE", "META-INF/LICENSE.txt", "META-INF/LICENSE.md", "LICENSE");

  /** A licence says its name at the top. */
  private static final int TOP = 2_000;

  private JarLicences() {}

  static List<String> of(JarFile zip, Optional<String> pom) throws IOException {
    List<String> named = pom.isPresent() ? ofPom(zip, pom.get()) : List.of();
    if (named.isEmpty()) {
      named = ofManifest(zip);
    }
    return named.isEmpty() ? ofText(zip) : named;
  }

  private static List<String> ofManifest(JarFile zip) throws IOException {
    Manifest manifest = zip.getManifest();
    String value =
        manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
    return value == null || value.isBlank()
        ? List.of()
        : Arrays.stream(value.split(",", -1))
            .map(one -> one.replaceFirst(";.*", "").strip())
            .map(one -> one.replaceAll("^\"|\"$", ""))
            .filter(one -> !one.isEmpty())
            .toList();
  }

  private static List<String> ofText(JarFile zip) throws IOException {
    for (String name : TEXTS) {
      JarEntry entry = zip.getJarEntry(name);
      if (entry != null && !entry.isDirectory()) {
        try (InputStream input = zip.getInputStream(entry)) {
          String top =
              new String(input.readNBytes(TOP), StandardCharsets.UTF_8)
                  .replaceAll("\\s+", " ")
                  .toLowerCase(Locale.ROOT);
          if (top.contains("apache license") && top.contains("version 2.0")) {
            return List.of("Apache-2.0");
          }
          if (top.contains("permission is hereby granted, free of charge")) {
            return List.of("MIT");
          }
        }
      }
    }
    return List.of();
  }

  private static List<String> ofPom(JarFile zip, String pom) throws IOException {
    JarEntry entry = zip.getJarEntry(pom);
    if (entry == null) {
      return List.of();
    }
    try (InputStream input = zip.getInputStream(entry)) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      DocumentBuilder parser = factory.newDocumentBuilder();
      parser.setErrorHandler(null); // it would print
      Element root = parser.parse(input).getDocumentElement();
      List<String> names = new ArrayList<>();
      for (Element licences : children(root, "licenses")) {
        for (Element licence : children(licences, "license")) {
          first(licence, "name").ifPresent(names::add);
        }
      }
      return names;
    } catch (ParserConfigurationException | SAXException unreadable) {
      return List.of(); // a pom that says nothing
    }
  }

  private static Optional<String> first(Element parent, String name) {
    return children(parent, name).stream()
        .map(element -> element.getTextContent().strip().replaceAll("\\s+", " "))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> children = new ArrayList<>();
    NodeList nodes = parent.getChildNodes();
    for (int index = 0; index < nodes.getLength(); index++) {
      Node node = nodes.item(index);
      if (node instanceof Element element && name.equals(element.getTagName())) {
        children.add(element);
      }
    }
    return children;
  }
}
