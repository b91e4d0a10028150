/** What one types. */
package com.genericcorp.hq.deploy.commands;
