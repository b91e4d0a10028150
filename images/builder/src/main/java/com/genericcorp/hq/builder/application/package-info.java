/** What our repository adds to an image: jars, files of the image's folder, volumes. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.application;
