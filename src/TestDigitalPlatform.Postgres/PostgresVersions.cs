namespace TestDigitalPlatform.Postgres;

internal static class PostgresVersions
{
    // 15 took the right to create tables in "public" from everybody; 18 is the newest that our tests ran on.
    public const int Oldest = 15;
    public const int Newest = 18;

    public static string Range => $"{Oldest} to {Newest}";

    public static bool Supports(int major) => major is >= Oldest and <= Newest;
}
