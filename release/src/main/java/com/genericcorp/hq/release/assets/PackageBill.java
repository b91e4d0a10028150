package com.genericcorp.hq.release.assets;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.version.Version;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;

/**
 * What the package is made of, in CycloneDX 1.6: its files and the images that it runs, whose own
 * bills say the rest. It has no time, and its serial number follows from what it names.
 */
public final class PackageBill {
  private static final String PRODUCT = "agenthq";
  private static final String LICENCE = "Apache-2.0";

  private PackageBill() {}

  /** The bill as JSON. */
  public static String of(Version version, PackageArchive archive, List<ReleasedImage> images) {
    Bom bom = new Bom();
    bom.setSerialNumber("urn:uuid:" + serial(version, archive, images));
    bom.setVersion(1);
    Metadata metadata = new Metadata();
    metadata.setTimestamp(null);
    Component product = new Component();
    product.setType(Component.Type.APPLICATION);
    product.setName(PRODUCT);
    product.setVersion(version.toString());
    product.setPurl("pkg:generic/%s@%s".formatted(PRODUCT, version));
    product.setBomRef(product.getPurl());
    License licence = new License();
    licence.setId(LICENCE);
    LicenseChoice choice = new LicenseChoice();
    choice.addLicense(licence);
    product.setLicenses(choice);
    metadata.setComponent(product);
    bom.setMetadata(metadata);
    images.stream()
        .sorted(java.util.Comparator.comparing(ReleasedImage::name))
        .map(PackageBill::image)
        .forEach(bom::addComponent);
    archive.files().forEach((path, entry) -> bom.addComponent(file(path, entry)));
    try {
      return BomGeneratorFactory.createJson(org.cyclonedx.Version.VERSION_16, bom).toJsonString()
          + "\n";
    } catch (GeneratorException problem) {
      throw new Failed(problem, "the package's bill of materials cannot be written");
    }
  }

  private static UUID serial(Version version, PackageArchive archive, List<ReleasedImage> images) {
    StringBuilder all = new StringBuilder(version.toString()).append(images);
    for (Map.Entry<String, PackageArchive.Entry> one : archive.files().entrySet()) {
      all.append(one.getKey()).append(one.getValue().sha256());
    }
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static Component image(ReleasedImage image) {
    Component component = new Component();
    component.setType(Component.Type.CONTAINER);
    component.setName(image.name());
    component.setVersion(image.digest().toString());
    component.setPurl("pkg:oci/%s@sha256%%3A%s".formatted(image.name(), image.digest().hex()));
    component.setBomRef(component.getPurl());
    component.addHash(new Hash(Hash.Algorithm.SHA_256, image.digest().hex()));
    return component;
  }

  private static Component file(String path, PackageArchive.Entry entry) {
    Component component = new Component();
    component.setType(Component.Type.FILE);
    component.setName(path);
    component.setBomRef("file:" + path);
    component.addHash(new Hash(Hash.Algorithm.SHA_256, entry.sha256().hex()));
    return component;
  }
}
