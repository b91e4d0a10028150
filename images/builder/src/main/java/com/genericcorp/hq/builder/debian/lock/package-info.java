/** Which packages images are made of: resolved, written down, read back, compared, stored. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.lock;
