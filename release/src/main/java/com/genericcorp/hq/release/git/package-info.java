/** The repository's history, tags and remote, by JGit. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.git;
