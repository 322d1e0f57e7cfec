using Npgsql;

namespace TestDigitalPlatform.Data;

/// <summary>Lists that are compared with as arrays, in <c>= any({ids})</c>, where PostgreSQL takes nothing else.</summary>
internal static class SqlLists
{
    private static readonly string[] Comparing = ["any", "all", "some"];

    /// <summary>Whether what stands before a value makes it an array: <c>id = any(</c>.</summary>
    internal static bool ComesAfter(ReadOnlySpan<char> text)
    {
        var before = text.TrimEnd();
        if (before is not [.., '('])
            return false;
        before = before[..^1].TrimEnd();
        foreach (var word in Comparing)
        {
            if (before.EndsWith(word, StringComparison.OrdinalIgnoreCase)
                && (before.Length == word.Length || !IsOfName(before[^(word.Length + 1)])))
                return true;
        }

        return false;
    }

    private static bool IsOfName(char c) => char.IsLetterOrDigit(c) || c is '_' or '$' or '"' or '.';
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
