package com.genericcorp.hq.builder.debian.deb;

/**
 * What a package may unpack to. A signed package is honest; a mirror's key may be stolen.
 *
 * @param bytes of a package's files together
 * @param files how many
 * @param ratio of unpacked to packed bytes, once more than {@code freeBytes} are unpacked
 * @param freeBytes for which the ratio does not matter
 */
public record DebLimits(long bytes, int files, int ratio, long freeBytes) {
  /** Far above any package that an image needs. */
  public static final DebLimits DEFAULT = new DebLimits(2L << 30, 100_000, 100, 64L << 20);
}
