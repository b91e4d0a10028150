package com.genericcorp.hq.builder.sbom;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.cyclonedx.Version;
import org.cyclonedx.exception.GeneratorException;
import org.cyclonedx.generators.BomGeneratorFactory;
import org.cyclonedx.model.Bom;
import org.cyclonedx.model.Component;
import org.cyclonedx.model.Hash;
import org.cyclonedx.model.License;
import org.cyclonedx.model.LicenseChoice;
import org.cyclonedx.model.Metadata;

/**
 * What an image is made of, in CycloneDX 1.6. It has no time, and its serial number follows from
 * the image's digest: the same image has the same bill.
 */
public final class BillOfMaterials {
  private BillOfMaterials() {}

  /**
   * The bill as JSON.
   *
   * @param image the image's name
   * @param manifest the digest of its manifest
   */
  public static String of(String image, Digest manifest, List<Material> materials) {
    Bom bom = new Bom();
    bom.setSerialNumber(
        "urn:uuid:" + UUID.nameUUIDFromBytes(manifest.toString().getBytes(StandardCharsets.UTF_8)));
    bom.setVersion(1);
    Metadata metadata = new Metadata();
    metadata.setTimestamp(null);
    Component subject = new Component();
    subject.setType(Component.Type.CONTAINER);
    subject.setName(image);
    subject.setVersion(manifest.toString());
    String purl = "pkg:oci/" + Material.escaped(image) + "@" + Material.escaped(manifest + "");
    subject.setPurl(purl);
    subject.setBomRef(purl);
    metadata.setComponent(subject);
    bom.setMetadata(metadata);
    materials.stream()
        .distinct()
        .sorted(Comparator.comparing(Material::purl).thenComparing(one -> one.digest().hex()))
        .map(BillOfMaterials::component)
        .forEach(bom::addComponent);
    try {
      return BomGeneratorFactory.createJson(Version.VERSION_16, bom).toJsonString() + "\n";
    } catch (GeneratorException problem) {
      throw new Failed(problem, "the bill of materials of %s cannot be written", image);
    }
  }

  private static Component component(Material material) {
    Component component = new Component();
    component.setType(Component.Type.LIBRARY);
    if (!material.group().isEmpty()) {
      component.setGroup(material.group());
    }
    component.setName(material.name());
    component.setVersion(material.version());
    component.setPurl(material.purl());
    component.setBomRef(material.purl() + "#" + material.digest().abbreviated());
    component.addHash(new Hash(Hash.Algorithm.SHA_256, material.digest().hex()));
    if (!material.licences().isEmpty()) {
      LicenseChoice choice = new LicenseChoice();
      for (String name : material.licences()) {
        License licence = new License();
        licence.setName(name);
        choice.addLicense(licence);
      }
      component.setLicenses(choice);
    }
    return component;
  }
}
