/** Images into registries, and bases out of them: Jib's registry client, our order. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.push;
