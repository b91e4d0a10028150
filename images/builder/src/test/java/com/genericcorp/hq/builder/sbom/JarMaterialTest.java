package com.genericcorp.hq.builder.sbom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarMaterialTest {
  private static final String POM =
      "<project><licenses><license><name>Some\n Licence</name></license></licenses></project>";

  @TempDir private Path folder;

  private Path jar(String name, String... entries) throws Exception {
    Map<String, String> files = new LinkedHashMap<>();
    for (int index = 0; index < entries.length; index += 2) {
      files.put(entries[index], entries[index + 1]);
    }
    Path jar = folder.resolve(name);
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return jar;
  }

  private static String manifest(String attribute) {
    return "Manifest-Version: 1.0\n" + attribute + "\n\n";
  }

  @Test
  void coordinatesAndLicenceComeFromTheJarsOwnPomNotFromAShadedOne() throws Exception {
    Path jar =
        jar(
            "own-1.0.jar",
            "META-INF/maven/other/shaded/pom.properties",
            "groupId=other\nartifactId=shaded\nversion=9",
            "META-INF/maven/org.own/own/pom.properties",
            "groupId=org.own\nartifactId=own\nversion=1.0",
            "META-INF/maven/org.own/own/pom.xml",
            POM);
    Material material = JarMaterial.of(jar);
    assertThat(material.purl()).isEqualTo("pkg:maven/org.own/own@1.0");
    assertThat(material.licences()).containsExactly("Some Licence");
    assertThat(material.digest()).isEqualTo(Digest.of(jar));
  }

  @Test
  void gradlesManifestNamesThemToo() throws Exception {
    Material material =
        JarMaterial.of(
            jar(
                "core-2.1.jar",
                "META-INF/MANIFEST.MF",
                manifest("Implementation-Title: io.own#core;2.1"),
                "META-INF/LICENSE",
                "   Apache License\n   Version 2.0, January 2004\n"));
    assertThat(material.purl()).isEqualTo("pkg:maven/io.own/core@2.1");
    assertThat(material.licences()).containsExactly("Apache-2.0");
  }

  @Test
  void theManifestsLicencesAreTakenOneByOne() throws Exception {
    Material material =
        JarMaterial.of(
            jar(
                "x-1.jar",
                "META-INF/MANIFEST.MF",
                manifest("Bundle-License: \"EPL-2.0\";link=\"https://x\",MIT")));
    assertThat(material.licences()).containsExactly("EPL-2.0", "MIT");
    assertThat(material.purl()).isEqualTo("pkg:generic/x@1");
  }

  @Test
  void whatAJarDoesNotSayStandsInTheTableAndOnlyThen() throws Exception {
    Material silent = JarMaterial.of(jar("picocli-4.7.7.jar", "x", ""));
    assertThat(silent.purl()).isEqualTo("pkg:maven/info.picocli/picocli@4.7.7");
    assertThat(silent.licences()).containsExactly("The Apache Software License, version 2.0");
    Material another =
        JarMaterial.of(
            jar(
                "picocli-1.jar",
                "META-INF/maven/org.else/picocli/pom.properties",
                "groupId=org.else\nartifactId=picocli\nversion=1"));
    assertThat(another.licences()).isEmpty();
  }

  @Test
  void aPomThatIsNoXmlOrNamesAnEntitySaysNothing() throws Exception {
    for (String pom : new String[] {"<project", "<!DOCTYPE x SYSTEM 'file:///etc/passwd'><x/>"}) {
      Path jar =
          jar(
              "own-1.0.jar",
              "META-INF/maven/org.own/own/pom.properties",
              "groupId=org.own\nartifactId=own\nversion=1.0",
              "META-INF/maven/org.own/own/pom.xml",
              pom);
      assertThat(JarMaterial.of(jar).licences()).isEmpty();
    }
  }

  @Test
  void aFileThatIsNoJarIsNamed() throws Exception {
    Path file = Files.writeString(folder.resolve("cut-1.jar"), "PK");
    assertThatThrownBy(() -> JarMaterial.of(file))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the jar " + file + " cannot be read");
  }
}
