/**
 * Images in the forms that programs read: config, manifest and index, an OCI layout, a tar for
 * {@code docker load}. The same bytes in each form, so the same digests.
 */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.oci;
