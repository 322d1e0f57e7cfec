using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using Docs.Tests.Pages;
using TestDigitalPlatform;

namespace Docs.Tests.Reference;

public sealed class OptionsTests
{
    private const BindingFlags AnyConstant = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic;

    [Fact]
    public void The_page_lists_each_option_with_its_default_and_limits_and_no_other()
    {
        var listed = Page.Of("docs/reference/options.md").Rows("option")
            .Select(row => string.Join(" | ", row[0].Replace("<name>:", ""), row[1], row[2]));

        listed.Order(StringComparer.Ordinal).ShouldBe(Options().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Options() =>
        from assembly in new[]
        {
            typeof(PlatformOptions).Assembly, typeof(MessageOptions).Assembly, typeof(PlatformClientOptions).Assembly,
            typeof(RabbitMqOptions).Assembly, typeof(IdentityProviderOptions).Assembly,
        }
        from type in assembly.GetTypes()
        let section = Section(type)
        where section is not null
        let options = Activator.CreateInstance(type, nonPublic: true)
        from property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.CanWrite
        select string.Join(" | ", $"{section}:{property.Name}", Shown(property.GetValue(options)), Limits(property));

    // Told by their section's name, as the style asks of each options class.
    private static string? Section(Type type) => type.Name.EndsWith("Options", StringComparison.Ordinal)
        ? type.GetField("SectionName", AnyConstant)?.GetRawConstantValue() as string
        : null;

    private static string Limits(PropertyInfo property) => property.GetCustomAttribute<RangeAttribute>() is { } range
        ? $"{Shown(range.Minimum)} to {Shown(range.Maximum)}"
        : "";

    private static string Shown(object? value) => value switch
    {
        null => "",
        double number => number.ToString(CultureInfo.InvariantCulture),
        bool flag => flag ? "true" : "false",
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        TimeSpan { Milliseconds: > 0 } time => time.ToString("c", CultureInfo.InvariantCulture).TrimEnd('0'),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
