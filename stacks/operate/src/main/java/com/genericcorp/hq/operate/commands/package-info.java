/** The module's commands. */
package com.genericcorp.hq.operate.commands;
