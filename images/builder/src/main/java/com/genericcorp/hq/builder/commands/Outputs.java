package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.engine.DockerEngine;
import com.genericcorp.hq.builder.oci.Layout;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.push.RegistryPush;
import com.genericcorp.hq.builder.push.RegistryPush.Pushed;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.google.cloud.tools.jib.api.ImageReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Brings images out of the store.
 *
 * @param folder for layouts and tars
 * @param repository a prefix of names: {@code agenthq} or {@code registry.example.com/agenthq}
 */
record Outputs(BlobStore store, Path folder, String repository, String tag) {
  Outputs {
    if (!ImageReference.isValidTag(tag)) {
      throw new InvalidInput("'%s' cannot be a tag: use letters, digits, '_', '.' and '-'", tag);
    }
  }

  /** The image's name: {@code agenthq/server:dev}. */
  String reference(BuiltImage image) {
    return repository + "/" + image.spec().name() + ":" + tag;
  }

  /**
   * Brings an image out.
   *
   * @return where it is now, for people and programs
   */
  String write(BuiltImage image, OutputKind kind) {
    String name = image.spec().name();
    String reference = reference(image);
    Layout layout = new Layout(store, image.images(), reference);
    switch (kind) {
      case DOCKER -> {
        OciImage own =
            image.images().images().stream()
                .filter(one -> one.platform() == ImagePlatform.ofThisMachine())
                .findFirst()
                .orElse(image.images().images().get(0));
        new DockerEngine().load(own, layout, reference);
        return reference;
      }
      case REGISTRY -> {
        Pushed pushed = new RegistryPush(store).push(reference, image.images(), image.bills());
        return reference + "@" + pushed.digest();
      }
      case TAR -> {
        Path tar = folder.resolve(name + ".tar");
        layout.writeTar(tar);
        writeBills(image);
        return tar.toString();
      }
      case OCI -> {
        layout.writeFolder(folder.resolve(name));
        writeBills(image);
        return folder.resolve(name).toString();
      }
    }
    throw new IllegalArgumentException(kind.toString());
  }

  private void writeBills(BuiltImage image) {
    for (OciImage one : image.images().images()) {
      String file = one.name() + "-" + one.platform().architecture() + ".cdx.json";
      String bill = store.text(image.bill(one));
      try {
        Path place = folder.resolve(file);
        if (!Files.exists(place) || !Files.readString(place).equals(bill)) {
          AtomicFile.write(place, bill);
        }
      } catch (IOException problem) {
        throw new Failed(problem, "%s cannot be written: %s", folder.resolve(file), problem);
      }
    }
  }
}
