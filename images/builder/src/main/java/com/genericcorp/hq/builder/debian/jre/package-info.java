/** Java runtimes of few modules, linked by the locked JDK's own jlink. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.jre;
