using System.Data.Common;
using TestDigitalPlatform.Data;
using TestDigitalPlatform.Files;

namespace TestDigitalPlatform.StoredFiles;

/// <summary>Takes off the wire what is known about one file.</summary>
internal sealed class FileResult : Result<StoredFile>
{
    internal static Sql Around(Sql id)
    {
        var sql = new Sql(64, 4);
        sql.AppendLiteral(
            "select f.id, f.customer_id, f.name, f.content_type, f.length, f.sha256, f.stored_at from tdp.file f "
            + "where f.kept_at is not null and f.removed_at is null and f.id = (");
        sql.AppendStatement(id);
        sql.AppendLiteral(")");
        return sql;
    }

    internal override async Task Read(DbDataReader reader, CancellationToken cancellationToken)
    {
        if (!await reader.ReadAsync(cancellationToken))
            throw new RefusedException(NotFound);
        var customer = await reader.IsDBNullAsync(1, cancellationToken) ? null : (CustomerId?)CustomerId.Parse(reader.GetString(1));
        Value = new StoredFile(
            new FileKey(new FileId(reader.GetGuid(0)), customer), reader.GetString(2), reader.GetString(3), reader.GetInt64(4),
            reader.GetFieldValue<byte[]>(5), reader.GetFieldValue<DateTimeOffset>(6));
    }
}
