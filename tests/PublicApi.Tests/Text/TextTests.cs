using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace PublicApi.Tests.Text;

/// <summary>A type with a bit of everything, and how it is written down.</summary>
public sealed class TextTests
{
    [Fact]
    public void Says_all_that_a_caller_can_notice()
    {
        var members = typeof(Everything<>).GetMembers(BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance)
            .Select(MemberText.Of).OfType<string>().Order(StringComparer.Ordinal);

        DeclarationText.Of(typeof(Everything<>)).ShouldBe(
            "public abstract record PublicApi.Tests.Text.TextTests.Everything<T> : IEquatable<TextTests.Everything<T>> where T : class, IComparable");
        members.ShouldBe(
        [
            "[Obsolete(\"Use another.\")] public static TValue? Ask<TValue>(string text, params object?[] values) where TValue : struct",
            "protected Everything(TextTests.Everything<T> original)",
            "protected abstract Task<string?> Work(out int number, IReadOnlyList<string?> names, DateTimeOffset at = default, CancellationToken cancellationToken = default)",
            "protected Everything(string Name, int? Count = 3)",
            "public const string Text = \"a \\\"b\\\"\"",
            "public int? Count { get; init; }",
            "public required string Kind { get; set; }",
            "public string? Title { get; protected set; }",
            "public string Name { get; init; }",
        ], ignoreOrder: true);
    }

#pragma warning disable CA1000, CA1822, CA1052, CA1034, CS8618, CA1021 // It shows what there can be, not what is good.
    [SuppressMessage("Design", "CA1062", Justification = "Nobody calls it.")]
    public abstract record Everything<T>(string Name, int? Count = 3)
        where T : class, IComparable
    {
        public const string Text = "a \"b\"";

        public required string Kind { get; set; }

        public string? Title { get; protected set; }

        [Obsolete("Use another.")]
        public static TValue? Ask<TValue>(string text, params object?[] values)
            where TValue : struct => null;

        protected abstract Task<string?> Work(out int number, IReadOnlyList<string?> names, DateTimeOffset at = default, CancellationToken cancellationToken = default);

        private int Hidden() => 0;
    }
#pragma warning restore
}
