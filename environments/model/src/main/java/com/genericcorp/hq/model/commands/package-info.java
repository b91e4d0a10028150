/** The commands that show environments. */
package com.genericcorp.hq.model.commands;
