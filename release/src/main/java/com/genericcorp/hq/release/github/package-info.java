/** GitHub's releases as they are documented, and patience with them. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.github;
