using System.Globalization;

namespace TestDigitalPlatform.Benchmarks.Setup;

/// <summary>The customers: as many as connections, so that no two requests under way change the same account.</summary>
internal static class Customers
{
    public static string Name(int customer) => string.Create(CultureInfo.InvariantCulture, $"customer-{customer:00}");
}
