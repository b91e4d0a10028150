package com.genericcorp.hq.release.verify;

/**
 * What one check saw.
 *
 * @param what was looked at
 * @param remark why it is wrong, or what to know although it is right
 */
public record Finding(String what, boolean right, String remark) {}
