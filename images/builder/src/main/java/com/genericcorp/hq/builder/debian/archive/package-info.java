/** What a Debian archive says: releases, indices, packages, versions, relations. No network. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.builder.debian.archive;
