using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace TestDigitalPlatform.Json;

/// <summary>
/// What an enum's members are called outside of C#: their camel-case names, or what
/// <see cref="JsonStringEnumMemberNameAttribute"/> says. JSON, addresses, columns and documents have the same.
/// </summary>
internal static class EnumNames
{
    /// <summary>The members as they are declared; two may have the same value.</summary>
    internal static IEnumerable<FieldInfo> Members(Type type) =>
        type.GetFields(BindingFlags.Public | BindingFlags.Static);

    internal static IEnumerable<string> All(Type type) => Members(type).Select(Of);

    /// <summary>The name of one.</summary>
    internal static string Of(FieldInfo member) =>
        member.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name
        ?? JsonNamingPolicy.CamelCase.ConvertName(member.Name);
}
