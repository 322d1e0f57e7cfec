using Npgsql;
using TestDigitalPlatform.Statements;

namespace TestDigitalPlatform.Data;

/// <summary>Lists that are compared with as arrays, in <c>= any({ids})</c>, where PostgreSQL takes nothing else.</summary>
internal static class SqlLists
{
    /// <summary>Whether what stands before a value makes it an array: <c>id = any(</c>.</summary>
    internal static bool ComesAfter(string? text)
    {
        if (text is null)
            return false;
        // Worked out once for each text.
        var tokens = SqlTexts.Of(text).Shape.Tokens;
        return tokens is [.., { Keyword: "any" or "all" or "some" }, { Kind: SqlTokenKind.Sign, Text: "(" }]
            && tokens is not [.., { Text: "." }, _, _];
    }
}

/// <summary>How a list type becomes an array.</summary>
/// <typeparam name="T">The type of a value.</typeparam>
internal static class SqlLists<T>
{
    /// <summary><see langword="null"/> for what is no list of values that an array can hold.</summary>
    internal static Func<T, NpgsqlParameter>? ToArray { get; } = Find();

    private static Func<T, NpgsqlParameter>? Find()
    {
        var type = typeof(T);
        if (type.IsArray || type == typeof(string))
            return null;
        var lists = type.GetInterfaces().Prepend(type)
            .Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>)).ToArray();
        return lists.Length != 1 ? null : (Func<T, NpgsqlParameter>?)typeof(SqlLists<T>)
            .GetMethod(nameof(Of), System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!
            .MakeGenericMethod(lists[0].GetGenericArguments()).Invoke(null, null);
    }

    private static Func<T, NpgsqlParameter>? Of<TItem>() => SqlValue<TItem[]>.IsScalar
        ? list => SqlValue<TItem[]>.ToParameter(list is null ? null! : [.. (IEnumerable<TItem>)list])
        : null;
}
