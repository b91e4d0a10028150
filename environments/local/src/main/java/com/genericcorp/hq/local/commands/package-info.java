/** The commands of the embedded platform, thin: parse, call one class, print. */
package com.genericcorp.hq.local.commands;
