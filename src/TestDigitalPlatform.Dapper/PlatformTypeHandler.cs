using System.Data;
using Dapper;
using Npgsql;

namespace TestDigitalPlatform.Dapper;

/// <summary>Writes a type by the platform's own table of types, <see cref="SqlValue{T}"/>, and reads it back.</summary>
/// <param name="read">Makes it of what Npgsql reads from a column.</param>
internal sealed class PlatformTypeHandler<T>(Func<object, T> read) : SqlMapper.TypeHandler<T>
{
    public override void SetValue(IDbDataParameter parameter, T? value)
    {
        var made = value is null ? null : SqlValue<T>.ToParameter(value);
        parameter.Value = made?.Value ?? DBNull.Value;
        if (made is not null && parameter is NpgsqlParameter npgsql)
            npgsql.NpgsqlDbType = made.NpgsqlDbType;
    }

    public override T Parse(object value) => read(value);
}
