package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.cli.Table;
import com.genericcorp.hq.model.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq images build}. */
@Command(
    name = "build",
    description = "Makes images, all when none is named. The same inputs make the same digest.",
    footer = {
      "",
      "Examples:",
      "  scripts/hq images build server --output docker",
      "  scripts/hq images build --output registry --tag 1.2 \\",
      "    --repository registry.example.com/agenthq"
    },
    mixinStandardHelpOptions = true)
final class BuildCommand implements Runnable {
  @Parameters(arity = "0..*", paramLabel = "NAME", description = "Images; default: all.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--platform",
      split = ",",
      paramLabel = "PLATFORM",
      description = "linux/amd64 or linux/arm64; default: those of image.yaml.")
  private List<String> platforms = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "KIND",
      description =
          "docker: load into the engine. oci: a folder. registry: push. tar: for docker load. Default:"
              + " ${DEFAULT-VALUE}; oci and tar go to .hq/images.")
  private OutputKind output = OutputKind.OCI;

  @Option(
      names = "--repository",
      paramLabel = "PREFIX",
      description = "What names begin with; default: ${DEFAULT-VALUE}.")
  private String repository = "agenthq";

  @Option(names = "--tag", paramLabel = "TAG", description = "Default: ${DEFAULT-VALUE}.")
  private String tag = "dev";

  @Option(names = "--json", description = "Print JSON: one object an image and platform.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Repository root = Repository.find();
    List<ImageSpec> specs = new ImageSpecs(root.root().resolve("images")).load(names);
    List<ImagePlatform> wanted = platforms.stream().map(ImagePlatform::of).distinct().toList();
    refuseOthers(specs, wanted);
    if (output == OutputKind.REGISTRY && repository.indexOf('/') < 0) {
      throw new InvalidInput("--output registry needs --repository HOST/PATH: where to push");
    }
    BlobStore store = BlobStore.ofThisUser();
    Path folder = root.root().resolve(".hq/images");
    Outputs outputs = new Outputs(store, folder, repository, tag);
    LayerBars bars = LayerBars.onStandardError();
    List<Map<String, Object>> rows = new ArrayList<>();
    Table table =
        Table.of(
            "IMAGE",
            "PLATFORM",
            "DIGEST",
            "COMPRESSED",
            "ON DISK",
            "LAYERS",
            "SECONDS",
            "CACHED",
            "OUTPUT");
    try (ImageBuild build =
        new ImageBuild(root.root(), store, DebianBase.of(root.root(), store), bars)) {
      for (ImageSpec one : specs) {
        bars.image(one.name());
        long start = System.nanoTime();
        BuiltImage built = build.build(one, platforms(one, wanted));
        String place = outputs.write(built, output);
        double seconds = (System.nanoTime() - start) / 1e9;
        for (OciImage image : built.images().images()) {
          rows.add(row(image, seconds, place));
          table.row(
              image.name(),
              image.platform().toString(),
              image.manifest().digest().toString().substring(0, 19),
              Sizes.of(image.compressedBytes()),
              Sizes.of(image.diskBytes()),
              Integer.toString(image.layers().size()),
              String.format(Locale.ROOT, "%.1f", seconds),
              built.cachedLayers() + " of " + built.layers(),
              place);
        }
      }
    }
    spec.commandLine().getOut().print(json ? Json.print(rows) + "\n" : table.toString());
    spec.commandLine().getOut().flush();
  }

  private void refuseOthers(List<ImageSpec> specs, List<ImagePlatform> wanted) {
    for (ImageSpec one : specs) {
      for (ImagePlatform platform : wanted) {
        if (!one.platforms().contains(platform)) {
          throw new InvalidInput("%s is not made for %s: see its image.yaml", one.name(), platform);
        }
      }
    }
  }

  /** An engine runs this machine's platform; building others for it would be work for nothing. */
  private List<ImagePlatform> platforms(ImageSpec one, List<ImagePlatform> wanted) {
    ImagePlatform own = ImagePlatform.ofThisMachine();
    if (!wanted.isEmpty()) {
      return wanted;
    }
    return output == OutputKind.DOCKER && one.platforms().contains(own)
        ? List.of(own)
        : one.platforms();
  }

  private static Map<String, Object> row(OciImage image, double seconds, String place) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", image.name());
    row.put("platform", image.platform().toString());
    row.put("digest", image.manifest().digest().toString());
    row.put("compressedBytes", image.compressedBytes());
    row.put("diskBytes", image.diskBytes());
    row.put("layers", image.layers().size());
    row.put("seconds", Math.round(seconds * 1000) / 1000.0);
    row.put("output", place);
    return row;
  }
}
