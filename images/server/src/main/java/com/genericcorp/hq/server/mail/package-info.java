/** E-mail by SMTP, where it is configured. */
@org.jspecify.annotations.NullMarked
package com.genericcorp.hq.server.mail;
