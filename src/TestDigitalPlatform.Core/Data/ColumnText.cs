using System.Data.Common;
using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Reads texts out of columns of any text type.</summary>
internal static class ColumnText
{
    // Fixed in PostgreSQL's pg_type.dat.
    private const uint CharacterOid = 1042;
    private const uint CharacterArrayOid = 1014;

    internal static string Read(DbDataReader reader, int ordinal) =>
        WithoutPadding(reader.GetString(ordinal), reader, ordinal, CharacterOid);

    internal static string[] ReadAll(DbDataReader reader, int ordinal)
    {
        var texts = reader.GetFieldValue<string[]>(ordinal);
        for (var i = 0; i < texts.Length; i++)
            texts[i] = WithoutPadding(texts[i], reader, ordinal, CharacterArrayOid);
        return texts;
    }

    // character(n) is padded with blanks that are no part of the text ("Character Types" in PostgreSQL's documentation).
    private static string WithoutPadding(string text, DbDataReader reader, int ordinal, uint padded) =>
        text is [.., ' '] && reader is NpgsqlDataReader rows && rows.GetDataTypeOID(ordinal) == padded
            ? text.TrimEnd(' ')
            : text;
}
