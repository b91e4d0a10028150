package com.genericcorp.hq.checks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.application.JavaApplicationJars;
import com.genericcorp.hq.builder.sbom.JarMaterial;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the server's image says of its jars, and what it gives them to run on. */
class ServerJarsTest {
  private static ImageSpec spec;
  private static JavaApplicationJars jars;

  @BeforeAll
  static void findThem() {
    Path root = Repository.root();
    spec = new ImageSpecs(root.resolve("images")).load(List.of("server")).get(0);
    assumeTrue(
        Files.exists(root.resolve("images/server/target/" + spec.java().orElseThrow().jar())),
        "the server is not packaged: its jars are not looked at");
    jars = JavaApplicationJars.of(spec.java().orElseThrow(), root);
  }

  @Test
  void theBillKnowsWhoPublishesEachJarAndUnderWhichLicence() {
    List<String> unknown =
        jars.dependencies().stream()
            .map(JarMaterial::of)
            .filter(one -> !one.group().equals("com.genericcorp.hq"))
            .filter(one -> one.group().isEmpty() || one.licences().isEmpty())
            .map(Material::purl)
            .toList();
    assertThat(unknown)
        .as("write their group and licence into images/builder's jars.properties")
        .isEmpty();
  }
}
