package com.genericcorp.hq.builder.sbom;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a jar is: its coordinates from {@code pom.properties} or Gradle's manifest, its licences as
 * {@link JarLicences} finds them. What it does not say stands in {@code jars.properties}.
 */
public final class JarMaterial {
  private static final Pattern PROPERTIES =
      Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom\\.properties");

  /** {@code io.micrometer#micrometer-core;1.17.2}, as Gradle's plugins write it. */
  private static final Pattern TITLE = Pattern.compile("([^#;\\s]+)#([^#;\\s]+);([^#;\\s]+)");

  private static final Pattern FILE = Pattern.compile("(.+?)-(\\d.*)\\.jar");
  private static final Properties TABLE = table();

  private JarMaterial() {}

  private record Coordinates(String group, String artifact, String version, Optional<String> pom) {}

  /** The material of a jar. */
  public static Material of(Path jar) {
    try (JarFile zip = new JarFile(jar.toFile())) {
      Digest digest = Digest.of(jar);
      Coordinates found = coordinates(zip, String.valueOf(jar.getFileName()));
      String[] known = TABLE.getProperty(found.artifact(), "|").split("\\|", -1);
      String group = found.group().isEmpty() ? known[0].strip() : found.group();
      List<String> licences = JarLicences.of(zip, found.pom());
      if (licences.isEmpty() && !known[1].isBlank() && group.equals(known[0].strip())) {
        licences = List.of(known[1].strip());
      }
      return group.isEmpty()
          ? Material.unnamed(found.artifact(), found.version(), digest, licences)
          : Material.maven(group, found.artifact(), found.version(), digest, licences);
    } catch (IOException problem) {
      throw new Failed(problem, "the jar %s cannot be read: %s", jar, problem.getMessage());
    }
  }

  private static Coordinates coordinates(JarFile zip, String file) throws IOException {
    for (JarEntry entry : zip.stream().toList()) {
      Matcher matcher = PROPERTIES.matcher(entry.getName());
      if (matcher.matches() && isOwn(file, matcher.group(2))) {
        Properties properties = new Properties();
        try (InputStream input = zip.getInputStream(entry)) {
          properties.load(input);
        }
        return new Coordinates(
            properties.getProperty("groupId", matcher.group(1)),
            properties.getProperty("artifactId", matcher.group(2)),
            properties.getProperty("version", ""),
            Optional.of(entry.getName().replace("pom.properties", "pom.xml")));
      }
    }
    Manifest manifest = zip.getManifest();
    String title =
        manifest == null ? null : manifest.getMainAttributes().getValue("Implementation-Title");
    Matcher gradle = TITLE.matcher(title == null ? "" : title);
    if (gradle.matches() && isOwn(file, gradle.group(2))) {
      return new Coordinates(gradle.group(1), gradle.group(2), gradle.group(3), Optional.empty());
    }
    Matcher named = FILE.matcher(file);
    return named.matches()
        ? new Coordinates("", named.group(1), named.group(2), Optional.empty())
        : new Coordinates("", file.replace(".jar", ""), "", Optional.empty());
  }

  /** A jar may have others' poms in it, of what was shaded. */
  private static boolean isOwn(String file, String artifact) {
    return file.startsWith(artifact + "-") || file.equals(artifact + ".jar") || isOurs(artifact);
  }

  private static boolean isOurs(String artifact) {
    return artifact.startsWith("hq-images-"); // its jar is named for what it is
  }

  private static Properties table() {
    try (InputStream input = JarMaterial.class.getResourceAsStream("jars.properties")) {
      Properties table = new Properties();
      table.load(input);
      return table;
    } catch (IOException problem) {
      throw new IllegalStateException("jars.properties", problem);
    }
  }
}
