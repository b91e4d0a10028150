/** Ed25519 signatures: minisign's of files, OpenSSH's of tags. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.release.sign;
