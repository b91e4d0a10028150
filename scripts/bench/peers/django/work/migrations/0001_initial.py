from django.db import migrations
from work import sql


class Migration(migrations.Migration):
    initial = True
    operations = [migrations.RunSQL(sql.version(1)), migrations.RunSQL(sql.version(2))]
