/** The package that customers host themselves: its files, made from an environment and images. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.bundle;
