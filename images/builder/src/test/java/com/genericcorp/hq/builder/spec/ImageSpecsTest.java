package com.genericcorp.hq.builder.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageSpecsTest {
  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    TestImages.in(folder);
  }

  @Test
  void theRepositorysImagesAreNotRootAndHaveAHealthCheck() {
    Path root = Path.of("").toAbsolutePath();
    while (!Files.exists(root.resolve("images/image.schema.json"))) {
      root = root.getParent();
    }
    List<ImageSpec> specs = new ImageSpecs(root.resolve("images")).load(List.of());
    assertThat(specs)
        .extracting(ImageSpec::name)
        .containsExactly("alertmanager", "edge", "postgres", "prometheus", "server");
    assertThat(specs)
        .allMatch(spec -> spec.user().uid() > 0 && spec.healthCheck().isPresent())
        .allMatch(spec -> spec.platforms().size() == 2);
    assertThat(specs.stream().map(spec -> spec.user().uid()).distinct()).hasSize(5);
  }

  @Test
  void everyKeyIsRead() {
    ImageSpec spec = new ImageSpecs(folder.resolve("images")).load(List.of("small")).get(0);
    assertThat(spec.platforms()).containsExactly(ImagePlatform.AMD64, ImagePlatform.ARM64);
    assertThat(spec.base().packages()).containsExactly("base-files");
    assertThat(spec.files().get(0).mode()).isEqualTo(0644);
    assertThat(spec.program()).containsExactly("/usr/bin/program");
    assertThat(spec.user().home()).isEqualTo("/data");
    assertThat(spec.environment()).containsEntry("GREETING", "hello");
    assertThat(spec.ports()).containsExactly(8080);
    assertThat(spec.volumes()).containsExactly("/data", "/tmp");
    assertThat(spec.healthCheck().orElseThrow().retries()).isEqualTo(2);
    assertThat(spec.stopSignal()).isEqualTo("SIGTERM");
  }

  @Test
  void allFaultsAreNamedAtOnceWithTheirLines() throws IOException {
    Files.createSymbolicLink(folder.resolve("images/small/link"), Path.of("/etc/hostname"));
    Files.writeString(
        folder.resolve("images/small/image.yaml"),
        """
        description: a small image
        platforms: [linux/amd64, linux/riscv, linux/amd64]
        base:
          packages: [Base_Files]
          image: debian:latest
        files:
          - { from: ../../secret, to: /etc/x }
          - { from: link, to: /etc/y, mode: "0999" }
          - { from: missing.conf, to: etc/z }
        entrypoint: [program]
        user: { name: root, uid: 0, gid: 10009, home: /data }
        ports: [80]
        volumes: [/data, /data, /usr]
        healthChek:
          command: [/usr/bin/program]
        """);
    assertThatThrownBy(() -> new ImageSpecs(folder.resolve("images")).load(List.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("faults in the images' files")
        .hasMessageContaining("small/image.yaml:2: platforms has 'linux/amd64' twice")
        .hasMessageContaining("small/image.yaml:2: platforms[1] is 'linux/riscv'")
        .hasMessageContaining("small/image.yaml:3: base has both or none of packages and image")
        .hasMessageContaining("small/image.yaml:4: base.packages[0] is 'Base_Files'")
        .hasMessageContaining("small/image.yaml:5: base.image is 'debian:latest'")
        .hasMessageContaining("small/image.yaml:7: files[0].from is '../../secret'")
        .hasMessageContaining("small/image.yaml:8: 'link' leads out of the image's folder")
        .hasMessageContaining("small/image.yaml:8: files[1].mode is '0999'")
        .hasMessageContaining("small/image.yaml:9: there is no file 'missing.conf'")
        .hasMessageContaining("small/image.yaml:9: files[2].to is 'etc/z'")
        .hasMessageContaining(
            "small/image.yaml:10: entrypoint must begin with a program's absolute")
        .hasMessageContaining("small/image.yaml:11: user.uid is 0")
        .hasMessageContaining("small/image.yaml:12: ports[0] is 80")
        .hasMessageContaining("small/image.yaml:13: volumes has '/data' twice")
        .hasMessageContaining("small/image.yaml:13: '/usr' cannot be written to")
        .hasMessageContaining("small/image.yaml:14: there is no key 'healthChek'");
  }

  @Test
  void anUnknownImageIsAnsweredWithTheKnownOnes() {
    assertThatThrownBy(() -> new ImageSpecs(folder.resolve("images")).load(List.of("smal")))
        .hasMessage("there is no image 'smal'; known: small. Did you mean 'small'?");
  }
}
