using System.Data.Common;
using Npgsql;
using NpgsqlTypes;

namespace TestDigitalPlatform.Data;

/// <summary>Instants as columns hold them: in UTC and in whole microseconds, wherever the machine stands.</summary>
/// <remarks>A <c>timestamp</c> without a time zone is taken for UTC too, since nothing else could be meant.</remarks>
internal static class ColumnTime
{
    internal static NpgsqlParameter ToParameter(DateTime value) => new NpgsqlParameter<DateTime>
    {
        TypedValue = Utc(value), NpgsqlDbType = NpgsqlDbType.TimestampTz,
    };

    internal static NpgsqlParameter ToParameter(DateTime[] values) => new NpgsqlParameter<DateTime[]>
    {
        TypedValue = Array.ConvertAll(values, Utc), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
    };

    internal static DateTime Read(DbDataReader reader, int ordinal) => Utc(reader.GetFieldValue<DateTime>(ordinal));

    internal static DateTime[] ReadAll(DbDataReader reader, int ordinal) =>
        Array.ConvertAll(reader.GetFieldValue<DateTime[]>(ordinal), Utc);

    /// <summary>Without what a column would cut off, so that what is told is what is stored.</summary>
    internal static DateTimeOffset Microseconds(DateTimeOffset value) =>
        value.AddTicks(-(value.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The same instant in UTC, in whole microseconds; one of no kind is taken for UTC.</summary>
    internal static DateTime Utc(DateTime value)
    {
        var utc = value.Kind is DateTimeKind.Local ? value.ToUniversalTime() : value;
        return new DateTime(utc.Ticks - (utc.Ticks % TimeSpan.TicksPerMicrosecond), DateTimeKind.Utc);
    }
}
