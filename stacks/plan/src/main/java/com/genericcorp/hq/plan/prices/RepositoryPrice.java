package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** A repository of images: its layers. Within the region they are fetched for nothing. */
final class RepositoryPrice implements PriceRule {
  private static final BigDecimal LAYERS_GB = new BigDecimal(2);

  @Override
  public void bill(Captured repository, Bill bill) {
    bill.usage(repository, "layers", Quantity.of(LAYERS_GB, "GB"), "ecr.gb");
    bill.assume("A repository's images have 2 GB of layers: 20 versions that share their base.");
  }
}
