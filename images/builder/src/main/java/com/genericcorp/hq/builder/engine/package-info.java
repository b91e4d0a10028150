/** A Docker engine that this machine has. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.engine;
