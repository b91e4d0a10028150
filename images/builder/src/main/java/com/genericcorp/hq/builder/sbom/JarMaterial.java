package com.genericcorp.hq.builder.sbom;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What a jar says of itself: its coordinates in {@code pom.properties}, licences in its pom. */
public final class JarMaterial {
  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\.properties");
  private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  private JarMaterial() {}

  /** The material of a jar. */
  public static Material of(Path jar) {
    String file = String.valueOf(jar.getFileName());
    try (JarFile zip = new JarFile(jar.toFile())) {
      Digest digest = Digest.of(jar);
      for (JarEntry entry : zip.stream().toList()) {
        Matcher matcher = PROPERTIES.matcher(entry.getName());
        if (matcher.matches() && isOwn(file, matcher.group(2))) {
          Properties properties = new Properties();
          try (InputStream input = zip.getInputStream(entry)) {
            properties.load(input);
          }
          return Material.maven(
              properties.getProperty("groupId", matcher.group(1)),
              properties.getProperty("artifactId", matcher.group(2)),
              properties.getProperty("version", ""),
              digest,
              licences(zip, entry.getName().replace("pom.properties", "pom.xml")));
        }
      }
      Matcher named = FILE.matcher(file);
      return named.matches()
          ? Material.unnamed(named.group(1), named.group(2), digest, ofManifest(zip))
          : Material.unnamed(file.replace(".jar", ""), "", digest, ofManifest(zip));
    } catch (IOException problem) {
      throw new Failed(problem, "the jar %s cannot be read: %s", jar, problem.getMessage());
    }
  }

  /** A jar may have others' poms in it, of what was shaded. */
  private static boolean isOwn(String file, String artifact) {
    return file.startsWith(artifact + "-") || file.equals(artifact + ".jar") || isOurs(artifact);
  }

  private static boolean isOurs(String artifact) {
    return artifact.startsWith("hq-images-"); // its jar is named for what it is
  }

  /** Those of the pom, else of the OSGi manifest. */
  private static List<String> licences(JarFile zip, String pom) throws IOException {
    List<String> named = ofPom(zip, pom);
    return named.isEmpty() ? ofManifest(zip) : named;
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
