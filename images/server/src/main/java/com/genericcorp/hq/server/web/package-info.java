/** The page that browsers load: its files, and what they are told about the environment. */
package com.genericcorp.hq.server.web;
