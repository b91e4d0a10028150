package com.genericcorp.hq.builder.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.sbom.JarMaterial;
import com.genericcorp.hq.builder.spec.ImageSpec.JavaApplication;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationLayersTest {
  private static final JavaApplication JAVA =
      new JavaApplication(
          "images/app", "app.jar", "com.example.Main", List.of("-Xmx64m"), List.of());

  @TempDir Path folder;

  @Test
  void jarsAreSplitByHowOftenTheyChangeAndOldOnesAreLeftOut() throws IOException {
    build("lib/a-1.0.jar lib/b-2-SNAPSHOT.jar");
    jar("lib/a-0.9.jar", "", Map.of());
    JavaApplicationJars jars = JavaApplicationJars.of(JAVA, folder);
    List<NamedTree> layers = ApplicationLayers.of(TestImages.in(folder).spec(), Optional.of(jars));
    assertThat(layers)
        .extracting(NamedTree::name)
        .containsExactly("files", "dependencies", "snapshot dependencies", "application");
    assertThat(layers.get(1).tree().entries().keySet())
        .containsExactly("app", "app/lib", "app/lib/a-1.0.jar");
    assertThat(layers.get(2).tree().entries()).containsKey("app/lib/b-2-SNAPSHOT.jar");
    assertThat(layers.get(3).tree().entries()).containsKey("app/app.jar");
    assertThat(layers.get(0).tree().find("data").orElseThrow().node().uid()).isEqualTo(10009);
    assertThat(layers.get(0).tree().find("tmp").orElseThrow().node().mode()).isEqualTo(01777);
    assertThat(ApplicationLayers.entrypoint(JAVA))
        .containsExactly("/usr/bin/java", "-Xmx64m", "-cp", "/app/app.jar", "com.example.Main");
  }

  @Test
  void aModuleThatIsNotBuiltIsNamedWithTheCommand() throws IOException {
    assertThatThrownBy(() -> JavaApplicationJars.of(JAVA, folder))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("app.jar is not there")
        .hasMessageContaining("-pl images/app -am package");
    build("lib/a-1.0.jar lib/missing-3.jar ../outside.jar");
    assertThatThrownBy(() -> JavaApplicationJars.of(JAVA, folder))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("wants lib/missing-3.jar, ../outside.jar");
    JavaApplication other =
        new JavaApplication("images/app", "app.jar", "com.example.No", List.of(), List.of());
    assertThatThrownBy(() -> JavaApplicationJars.of(other, folder))
        .hasMessageContaining("has no class com.example.No");
  }

  @Test
  void aProgramBesideSharesTheFolderAndBringsItsOwnDependencies() throws IOException {
    build("lib/a-1.0.jar lib/b-2-SNAPSHOT.jar");
    Path target = folder.resolve("release/tool/target");
    Files.createDirectories(target.resolve("lib"));
    Path built = folder.resolve("images/app/target");
    Files.copy(built.resolve("app.jar"), target.resolve("tool.jar"));
    Files.copy(built.resolve("lib/a-1.0.jar"), target.resolve("lib/a-1.0.jar"));
    Files.copy(built.resolve("lib/b-2-SNAPSHOT.jar"), target.resolve("lib/b-2-SNAPSHOT.jar"));
    JavaApplication java =
        new JavaApplication(
            JAVA.module(),
            JAVA.jar(),
            JAVA.mainClass(),
            JAVA.jvmOptions(),
            List.of(
                new JavaApplication(
                    "release/tool", "tool.jar", JAVA.mainClass(), List.of(), List.of())));
    JavaApplicationJars jars = JavaApplicationJars.of(java, folder);
    assertThat(jars.dependencies()).hasSize(2);
    List<NamedTree> layers = ApplicationLayers.of(TestImages.in(folder).spec(), Optional.of(jars));
    assertThat(layers.get(3).tree().entries()).containsKeys("app/app.jar", "app/tool.jar");

    Files.writeString(target.resolve("lib/a-1.0.jar"), "another");
    assertThatThrownBy(() -> JavaApplicationJars.of(java, folder))
        .hasMessageContaining("is of another build than");
  }

  @Test
  void aJarSaysWhoseItIs() throws IOException {
    Path named =
        jar(
            "lib/a-1.0.jar",
            "",
            Map.of(
                "META-INF/maven/org.other/shaded/pom.properties",
                "groupId=org.other\nartifactId=shaded\nversion=9\n",
                "META-INF/maven/com.example/a/pom.properties",
                "groupId=com.example\nartifactId=a\nversion=1.0\n",
                "META-INF/maven/com.example/a/pom.xml",
                "<project><licenses><license><name>MIT</name></license></licenses></project>"));
    assertThat(JarMaterial.of(named).purl()).isEqualTo("pkg:maven/com.example/a@1.0");
    assertThat(JarMaterial.of(named).licences()).containsExactly("MIT");
    Path unnamed = jar("lib/c-2.0.jar", "", Map.of());
    assertThat(JarMaterial.of(unnamed).purl()).isEqualTo("pkg:generic/c@2.0");
    Path hostile =
        jar(
            "lib/d-1.jar",
            "",
            Map.of(
                "META-INF/maven/x/d/pom.properties",
                "groupId=x\nartifactId=d\nversion=1\n",
                "META-INF/maven/x/d/pom.xml",
                "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><project>&b;</project>"));
    assertThat(JarMaterial.of(hostile).licences()).isEmpty();
  }

  private void build(String classPath) throws IOException {
    jar("app.jar", classPath, Map.of("com/example/Main.class", "class"));
    jar("lib/a-1.0.jar", "", Map.of());
    jar("lib/b-2-SNAPSHOT.jar", "", Map.of());
  }

  private Path jar(String name, String classPath, Map<String, String> entries) throws IOException {
    Path jar = folder.resolve("images/app/target").resolve(name);
    Files.createDirectories(jar.getParent());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    if (!classPath.isEmpty()) {
      manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
    }
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (Map.Entry<String, String> entry : entries.entrySet()) {
        out.putNextEntry(new JarEntry(entry.getKey()));
        out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }
}
