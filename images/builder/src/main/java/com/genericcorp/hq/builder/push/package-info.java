/** Images into registries: Jib's registry client, our order. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.push;
