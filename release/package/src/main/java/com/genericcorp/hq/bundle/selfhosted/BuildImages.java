package com.genericcorp.hq.bundle.selfhosted;

import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.bundle.PackageImages;
import com.genericcorp.hq.cli.Step;
import java.util.List;

/** Makes the images for this machine's platform; what is unchanged comes from the store. */
final class BuildImages implements Step<Up> {
  @Override
  public String name() {
    return "Build the images";
  }

  @Override
  public void run(Up up) {
    up.images =
        PackageImages.build(
            up.repository, up.store, List.of(ImagePlatform.ofThisMachine()), LayerListener.SILENT);
  }
}
