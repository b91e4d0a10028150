package com.genericcorp.hq.builder.debian;

import java.util.List;

/** Knows what each image asks of Debian. */
public interface BaseNeedsSource {
  /** The needs of every image that is made of Debian packages, by name. */
  List<BaseNeeds> all();
}
