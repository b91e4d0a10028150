/** Word of changed tasks, from the database's announcement to the readers of event streams. */
package com.genericcorp.hq.server.live;
